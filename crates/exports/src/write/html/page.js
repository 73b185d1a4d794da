"use strict";
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
document.documentElement.classList.add("js");
const tables = [...document.querySelectorAll("table")].map((table) => ({
  table,
  body: table.tBodies[0],
  count: table.closest("section").querySelector("[data-count]"),
  rows: [...table.tBodies[0].rows].map((row) => ({ row, text: null })),
}));
const field = document.getElementById("find");
const said = document.getElementById("said");
let timer = 0;
const search = () => {
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  let all = 0;
  for (const { rows, count } of tables) {
    let shown = 0;
    for (const it of rows) {
      it.text ??= fold(it.row.textContent);
      const fits = words.every((word) => it.text.includes(word));
      it.row.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = shown === rows.length ? String(shown) : shown + " / " + rows.length;
    all += shown;
  }
  said.textContent = words.length ? said.dataset.words.replace("{n}", all) : "";
};
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 80);
});
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
const value = (cell) => cell.dataset.v ?? cell.textContent;
for (const { table, body, rows } of tables) {
  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th");
    if (!head || !event.target.closest("button")) return;
    const falling = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const place = head.cellIndex;
    const numbers = head.classList.contains("n");
    const keyed = rows.map((it) => [value(it.row.cells[place]), it]);
    keyed.sort(([a], [b]) => {
      if (a === "" || b === "") return (a === "") - (b === "");
      const by = numbers ? a - b : order.compare(a, b);
      return falling ? -by : by;
    });
    rows.splice(0, rows.length, ...keyed.map(([, it]) => it));
    body.append(...rows.map((it) => it.row));
  });
}
