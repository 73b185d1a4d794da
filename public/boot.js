// Starts the program. A file of its own, because the page's policy forbids inline scripts.
// It stands in the head and runs before anything is painted.
"use strict";

const { program, wasm } = document.currentScript.dataset;

try {
  // Before the first paint, or the other colours would flash.
  const { theme } = JSON.parse(localStorage.getItem("preferences")) ?? {};
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // No storage, or nothing that reads: the device's own colours.
}

const ready = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));

(async () => {
  try {
    // Both are fetched at once; the program begins when both are there and the page is parsed.
    const bytes = fetch(wasm);
    const { default: start } = await import(program);
    await ready;
    await start({ module_or_path: bytes });
    document.getElementById("boot")?.remove();
  } catch (error) {
    await ready;
    console.error(error);
    document.getElementById("boot-wait")?.remove();
    const failed = document.getElementById("boot-failed");
    if (failed) failed.hidden = false;
  }
})();
