// 打印: the button appears only where this file runs; without it the browser's own menu prints the same page.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
