// Files can be dragged onto the field (拖放); the chosen ones are listed with their size before they are sent.
// Without this file the plain file input does the same work.

function said(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function listChosen(zone, input) {
  const list = zone.querySelector("[data-drop-chosen]");
  const most = Number(zone.dataset.limitMb || 0) * 1048576;
  list.replaceChildren(
    ...[...input.files].map((file) => {
      const line = document.createElement("li");
      const large = most && file.size > most;
      line.textContent = `${file.name}，${said(file.size)}${large ? "，太大，请压缩或拆成几份" : ""}`;
      line.classList.toggle("too-big", Boolean(large));
      return line;
    }),
  );
  list.hidden = !input.files.length;
}

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  zone.querySelector("[data-drop-said]").hidden = false;
  input.addEventListener("change", () => listChosen(zone, input));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    const chosen = new DataTransfer();
    const files = [...event.dataTransfer.files];
    for (const file of input.multiple ? files : files.slice(0, 1)) chosen.items.add(file);
    input.files = chosen.files;
    listChosen(zone, input);
  });
}
