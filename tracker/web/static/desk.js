// The review desk (收文校核): rows by keyboard, the source of the chosen row lit up, every change saved as it is typed.
// Without this file rows are links, the editor is a form, and the page does the same in more steps.

const source = document.querySelector("[data-source]");
const table = document.querySelector("[data-drafts]");
const stretches = [...source.querySelectorAll("[data-s]")];
const PAUSE = 800;
let waiting; // the timer of the next saving
let dirty = null; // the form with unsaved text
let queue = Promise.resolve(); // savings go one after the other: each needs the revision of the one before
let busy = 0; // savings under way

const rows = () => [...table.querySelectorAll("tr[data-row]")];
const current = () => table.querySelector("tr[data-row].current");
const editor = () => table.querySelector("[data-editor]");
const isOpen = () => Boolean(document.getElementById("keys"));

// ---- the source --------------------------------------------------------------------------------------------------

function light(row) {
  const [start, end] = [row.dataset.start, row.dataset.end].map(Number);
  const known = row.dataset.start !== "" && end > start;
  let first = null;
  for (const piece of stretches) {
    const at = Number(piece.dataset.s);
    const lit = known && at >= start && at < end;
    piece.classList.toggle("lit", lit);
    first ??= lit ? piece : null;
  }
  if (first) bringInto(source, first, 0.25);
}

function bringInto(pane, thing, share) {
  if (pane.scrollHeight <= pane.clientHeight) return; // on a phone the page itself scrolls
  const top = thing.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  pane.scrollTop = Math.max(0, top - pane.clientHeight * share);
}

// ---- choosing a row ----------------------------------------------------------------------------------------------

let asked = 0;

async function choose(row, { focus = false } = {}) {
  if (!row) return;
  if (row !== current()) {
    await flush();
    const before = current();
    before?.classList.remove("current");
    before?.removeAttribute("aria-current");
    row.classList.add("current");
    row.setAttribute("aria-current", "true");
    light(row);
    bringInto(table, row, 0.15);
    const mine = ++asked;
    const answer = await fetch(`drafts/${row.dataset.row}`, { headers: { "X-Keep": "1" } });
    if (mine !== asked) return; // another row was chosen meanwhile
    if (!answer.ok) {
      location.assign(row.querySelector(".row-text").href);
      return;
    }
    place(row, await answer.text());
    const address = new URL(location.href);
    address.searchParams.set("draft", row.dataset.row);
    address.hash = "";
    history.replaceState(null, "", address);
    for (const back of document.querySelectorAll("input[name=back]")) back.value = row.dataset.row;
  }
  if (focus) editor()?.querySelector("textarea, button, input:not([type=hidden])")?.focus();
}

function place(row, html) {
  table.querySelector("[data-editor-row]")?.remove();
  const holder = document.createElement("tr");
  holder.className = "editor-row";
  holder.dataset.editorRow = "";
  const cell = document.createElement("td");
  cell.colSpan = 6;
  cell.innerHTML = html;
  holder.append(cell);
  row.after(holder);
  bringInto(table, row, 0.15);
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  choose(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function nextDoubt() {
  const all = rows();
  const at = all.indexOf(current());
  const open = (row) => Number(row.dataset.doubts) > 0;
  const next = all.slice(at + 1).find(open) ?? all.find(open);
  if (next && next !== current()) choose(next);
  else say(next ? "待定的只剩这一条了。" : "没有待定的了，可以入账：按 a。");
}

// ---- saving ------------------------------------------------------------------------------------------------------

function say(words, form = editor()) {
  const place = form?.querySelector("[data-saved]");
  if (place) place.textContent = words;
}

function later(form) {
  dirty = form;
  clearTimeout(waiting);
  waiting = setTimeout(flush, PAUSE);
}

function flush() {
  clearTimeout(waiting);
  if (!dirty) return queue;
  const form = dirty;
  dirty = null;
  queue = queue.then(() => send(form));
  return queue;
}

async function send(form) {
  const texts = new FormData(form);
  const leaving = document.visibilityState === "hidden";
  busy += 1;
  try {
    const answer = await fetch(form.action, { method: "POST", body: texts, headers: { "X-Keep": "1" }, keepalive: leaving });
    if (!(answer.headers.get("Content-Type") ?? "").includes("json")) throw new Error("not ours");
    take(await answer.json(), answer.status, form, texts);
  } catch {
    dirty ??= form; // tried again with the next key, and before the page is left
    say("没有存上：网络不通，或者登录已过期。文字还在这一页，请先不要关。", form);
  } finally {
    busy -= 1;
  }
}

// Whether everything typed is safely stored; what two people wrote at once waits for a choice.
const isStored = () => !dirty && !busy && !table.querySelector("[data-conflict]");

function take(said, status, form, texts) {
  if (status === 409 && said.conflict && form.isConnected) {
    form.closest("[data-editor]").querySelector("[data-conflict]")?.remove();
    form.closest("[data-editor]").insertAdjacentHTML("afterbegin", said.conflict);
    form.closest("[data-editor]").querySelector("[data-conflict]").focus();
    return;
  }
  if (said.refusal) {
    say(said.refusal, form);
    return;
  }
  if (form.id === "head-form") {
    form.querySelector("[data-revision]").value = said.revision;
    say("已存", form);
    if (said.is_changed) refresh();
    return;
  }
  if (said.summary) document.querySelector("[data-summary]").innerHTML = said.summary;
  if (!said.row) return;
  const box = document.createElement("template");
  box.innerHTML = said.row;
  const fresh = box.content.querySelector("tr");
  const old = document.getElementById(fresh.id);
  if (!old) return;
  if (!old.classList.contains("current")) {
    fresh.classList.remove("current");
    fresh.removeAttribute("aria-current");
  }
  const wasTicked = old.querySelector("input[type=checkbox]")?.checked;
  old.replaceWith(fresh);
  if (wasTicked) fresh.querySelector("input[type=checkbox]").checked = true;
  const open = editor();
  if (open?.dataset.editor !== fresh.dataset.row) return;
  for (const revision of open.querySelectorAll("[data-revision]")) revision.value = said.revision;
  fill(open.querySelector("#draft-form"), said.fields, texts);
  const told = open.querySelector("[data-told]");
  const held = told.contains(document.activeElement);
  told.innerHTML = said.told;
  if (held) table.focus({ preventScroll: true });
  say("已存");
}

function fill(form, fields, texts) {
  // What one change does to another field (a new wording drops a decided date) is shown, unless it was typed on meanwhile.
  for (const [name, value] of Object.entries(fields)) {
    const box = form?.elements.namedItem(name);
    if (!box || box === document.activeElement) continue;
    if (texts.has(name) && texts.get(name) !== box.value) continue;
    box.value = value;
  }
}

async function refresh() {
  // The head changed: names and dates of every row were asked again. Only what shows them is exchanged.
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const busy = table.contains(document.activeElement) && document.activeElement !== table;
  if (!busy) {
    table.innerHTML = page.querySelector("[data-drafts]").innerHTML;
    if (current()) light(current());
  }
  document.querySelector("[data-summary]").innerHTML = page.querySelector("[data-summary]").innerHTML;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("#draft-form, #head-form");
  if (form) later(form);
});

document.addEventListener("change", (event) => {
  if (event.target.closest("#draft-form, #head-form")) flush();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (event.defaultPrevented || !link || (!dirty && !busy) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // first keep what was typed, then go
  await flush();
  if (isStored()) location.assign(link.href);
});

addEventListener("beforeunload", (event) => {
  if (dirty && busy) event.preventDefault(); // two savings cannot both be sent from a page that is going
});
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-settle]")) {
    event.preventDefault();
    await flush();
    form.querySelector("[data-revision]").value = editor().querySelector("[data-revision]").value;
    queue = queue.then(() => send(form));
    return;
  }
  if (form.id === "draft-form") {
    event.preventDefault();
    dirty = form;
    await flush();
    table.focus({ preventScroll: true });
    if (!editor()?.querySelector("[data-conflict]")) nextAfterSaving();
    return;
  }
  if (dirty && form !== dirty) {
    event.preventDefault(); // first keep what was typed, then do what was asked
    const by = event.submitter;
    await flush();
    if (isStored()) form.requestSubmit(by);
  }
});

function nextAfterSaving() {
  const open = rows().some((row) => Number(row.dataset.doubts) > 0 && row !== current());
  if (open) nextDoubt();
  else step(1);
}

// ---- keys --------------------------------------------------------------------------------------------------------

function treatDoubt() {
  const told = editor()?.querySelector("[data-told]");
  const doubt = told?.querySelector(".doubt:not(.answered)");
  if (!doubt) {
    say("这一条没有疑点了。");
    return;
  }
  const buttons = [...doubt.querySelectorAll("button")];
  const settles = doubt.querySelectorAll("form[data-settle] button");
  const box = doubt.querySelector("input:not([type=hidden])");
  if (buttons.length === 1 && settles.length === 1) settles[0].click();
  else (box ?? buttons[0] ?? editor().querySelector("textarea"))?.focus();
}

const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  n: nextDoubt,
  Enter: () => choose(current(), { focus: true }),
  x: treatDoubt,
  a: () => document.querySelector("[data-summary] a.btn:last-of-type")?.click(),
  " ": () => current()?.querySelector("input[type=checkbox]")?.click(),
};

const LOOKING = ["j", "k", "ArrowDown", "ArrowUp"]; // what is left when the plan is admitted

table.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inside = event.target.closest("input:not([type=checkbox]), textarea, select, summary");
  if (event.key === "Escape") {
    event.preventDefault();
    flush();
    table.focus({ preventScroll: true });
    return;
  }
  const onButton = event.target.closest("button, a, input[type=checkbox]");
  if (inside || (!isOpen() && !LOOKING.includes(event.key)) || (onButton && ["Enter", " "].includes(event.key))) return;
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

table.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("input") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(row).then(() => table.focus({ preventScroll: true }));
});

// An address with #row-7 makes the browser scroll and drop the focus when all is loaded: take it after that.
function begin() {
  if (current()) {
    light(current());
    bringInto(table, current(), 0.15);
  }
  if (!isOpen() || innerWidth < 1100) return;
  scrollTo(0, 0);
  table.focus({ preventScroll: true });
}

if (document.readyState === "complete") begin();
else addEventListener("load", () => requestAnimationFrame(begin));
