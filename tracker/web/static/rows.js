// 台账 by keyboard: j/k or the arrows go from row to row, Enter opens (the focus stands on the row's link), / goes to the filter,
// ? opens the list of keys. The keys act only while the focus is inside the table, so they stand in nobody's way.

const help = document.querySelector("[data-keys-help]");
if (help) help.hidden = false;

const links = (table) => [...table.querySelectorAll("tbody .task .fold-text a")];

function move(table, step) {
  const all = links(table);
  const row = document.activeElement.closest("tr");
  const at = row ? all.findIndex((link) => row.contains(link)) : -1;
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
  if (!all[next]) return;
  all[next].focus({ preventScroll: true });
  const beside = all[next].closest("tr").getBoundingClientRect();
  const above = [document.querySelector("header.bar"), table.querySelector("thead th")]; // both stay above the rows
  const top = Math.max(...above.map((each) => each.getBoundingClientRect().bottom)) + 4;
  if (beside.top < top) scrollBy(0, beside.top - top);
  else if (beside.bottom > innerHeight) scrollBy(0, beside.bottom - innerHeight + 16);
}

const KEYS = {
  j: (table) => move(table, 1),
  ArrowDown: (table) => move(table, 1),
  k: (table) => move(table, -1),
  ArrowUp: (table) => move(table, -1),
  "/": () => {
    const field = document.querySelector(".filter input[type=search]");
    field.closest("details").open = true;
    field.focus();
  },
  "?": () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  },
};

for (const table of document.querySelectorAll("[data-rows]")) {
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(table);
  });
}
