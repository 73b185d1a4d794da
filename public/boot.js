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

const parsed = new Promise((resolve) => {
  document.addEventListener("DOMContentLoaded", resolve, { once: true });
});

(async () => {
  // Both are fetched at once; the program begins when both are there and the page is parsed.
  const bytes = fetch(wasm);
  const imported = import(program);
  await parsed;
  const page = document.getElementById("boot");
  const fail = () => {
    // A panic brings a page of its own, with more to say.
    if (document.querySelector(".crash")) return;
    document.getElementById("boot-wait")?.remove();
    page.querySelector("#boot-failed").hidden = false;
    document.body.replaceChildren(page);
  };
  // What ends the program without a panic: a failed allocation, a stack that is full.
  addEventListener("error", (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) fail();
  });
  try {
    const { default: start } = await imported;
    await start({ module_or_path: bytes });
    page.remove();
  } catch (error) {
    console.error(error);
    fail();
  }
})();
