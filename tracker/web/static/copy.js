// 复制: a button that copies a sentence. Without this file the sentence is selected by one click and copied by hand.

const DONE = 2000;

async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text); // only https and this machine have it
  const box = document.createElement("textarea");
  box.value = text;
  box.setAttribute("aria-hidden", "true");
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (!done) throw new Error("not copied");
}

function selected(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.firstChild;
  const before = words.data;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const element = document.getElementById(button.dataset.copy);
    try {
      await copied(element.textContent);
      words.data = "已复制";
    } catch {
      selected(element);
      words.data = "已选中，请按复制键";
    }
    button.focus();
    setTimeout(() => {
      words.data = before;
    }, DONE);
  });
}
