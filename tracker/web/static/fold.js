// Long text (长文本): the 展开 of parts/panels.html works without this file. Here a 展开 that has nothing to open is put away,
// and the filter starts folded on a phone.

function hideIdleFolds() {
  for (const more of document.querySelectorAll(".fold-more")) {
    if (more.open) continue;
    more.hidden = false;
    const text = more.closest(".fold").querySelector(".fold-text");
    more.hidden = text.scrollHeight <= text.clientHeight + 2;
  }
}

hideIdleFolds();
let waiting;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(hideIdleFolds, 150);
});

if (innerWidth < 768) {
  for (const filter of document.querySelectorAll("details[data-fold-phone]")) filter.open = false;
}
