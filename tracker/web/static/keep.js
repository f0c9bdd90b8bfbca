// A draft on the server (存草稿). A form that holds an element with data-keep="address" is sent there a few seconds after the
// last key, so that another device finds the text. Files are not sent. Without this file the button 存草稿 does the same.

const PAUSE = 3000;

async function keep(form, said) {
  const texts = new FormData(form);
  for (const box of form.querySelectorAll("input[type=file]")) texts.delete(box.name);
  try {
    const answer = await fetch(said.dataset.keep, { method: "POST", body: texts, headers: { "X-Keep": "1" }, redirect: "error" });
    said.textContent = answer.ok ? await answer.text() : "草稿没有存上，文字还在这一页，请先不要关。";
  } catch {
    said.textContent = "网络不通，草稿没有存上，文字还在这一页，请先不要关。";
  }
}

for (const said of document.querySelectorAll("[data-keep]")) {
  const form = said.closest("form");
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form, said), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
