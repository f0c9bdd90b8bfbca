// What was typed is not lost (文字不丢). A form with data-draft="key" keeps its text in this browser until a page says 已办,
// until 退出, or for seven days. Passwords, files and hidden fields are never kept. Also counts characters live.

const PREFIX = "draft:";
const DAYS_KEPT = 7;

function textFields(form) {
  return [...form.elements].filter((box) => box.name && (box.tagName === "TEXTAREA" || ["text", "date", "number"].includes(box.type)));
}

function readDraft(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function saveDraft(form, sent) {
  const texts = Object.fromEntries(textFields(form).map((box) => [box.name, box.value]));
  try {
    localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), sent, texts }));
  } catch {
    // storage is full or switched off: the form still works, only without a kept copy
  }
}

function forget(wanted) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && wanted(readDraft(name.slice(PREFIX.length)))) localStorage.removeItem(name);
  }
}

function putBack(form) {
  const draft = readDraft(form.dataset.draft);
  if (!draft || form.querySelector("[data-draft-keep]")) return; // after a refusal the server has filled the form itself
  const empty = textFields(form).filter((box) => !box.value && draft.texts[box.name]);
  if (!empty.length) return;
  for (const box of empty) box.value = draft.texts[box.name];

  const note = document.createElement("p");
  note.className = "note draft-note";
  note.setAttribute("role", "status");
  note.textContent = "您上次没报完的文字已放回。 ";
  const away = document.createElement("button");
  away.type = "button";
  away.className = "word-button";
  away.textContent = "不要了，清空";
  away.addEventListener("click", () => {
    for (const box of empty) {
      box.value = "";
      count(box);
    }
    forget((kept) => kept && kept.at === draft.at);
    note.remove();
    empty[0].focus();
  });
  note.append(away);
  form.prepend(note);
}

function count(box) {
  const place = box.id && document.querySelector(`[data-count-of="${box.id}"]`);
  if (!place) return;
  const most = Number(box.dataset.count);
  const now = [...box.value].length;
  place.textContent = now > most ? `${now}/${most}，多了 ${now - most} 字` : `${now}/${most}`;
  place.classList.toggle("over", now > most);
}

const said = document.querySelector("[data-flash=done]");
const oldest = Date.now() - DAYS_KEPT * 86400000;
try {
  forget((draft) => !draft || draft.at < oldest || (said && draft.sent));
} catch {
  // storage is switched off
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  putBack(form);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => saveDraft(form, false), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    saveDraft(form, true);
  });
}

for (const form of document.querySelectorAll("form[data-draft-clear]")) {
  form.addEventListener("submit", () => forget(() => true));
}

for (const box of document.querySelectorAll("[data-count]")) {
  count(box);
  box.addEventListener("input", () => count(box));
}
