// Large files show how far they are (上传进度). The form is sent by script only where a bar helps: from half a megabyte on.
// Without this file, or with small files, the browser sends the form itself.

const ENOUGH = 524288;

function bytesOf(form) {
  let sum = 0;
  for (const input of form.querySelectorAll("input[type=file]")) for (const file of input.files) sum += file.size;
  return sum;
}

function barFor(form) {
  const line = document.createElement("p");
  line.className = "sending";
  line.setAttribute("role", "status");
  const words = document.createElement("span");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", "上传进度");
  line.append(words, bar);
  form.append(line);
  return (share) => {
    bar.value = share;
    words.textContent = share < 100 ? `正在上传，${share}%` : "已传完，正在登记";
  };
}

function show(answer) {
  // The answer is a whole page: the next one after a redirect, or this one again with the sentence beside its field.
  history.replaceState(null, "", answer.responseURL);
  document.open();
  document.write(answer.responseText);
  document.close();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.querySelector("input[type=file]") || bytesOf(form) < ENOUGH) return;
  event.preventDefault();
  const said = barFor(form);
  const buttons = [...form.querySelectorAll("button")];
  const call = new XMLHttpRequest();
  const fail = () => {
    form.querySelector(".sending span").textContent = "没有传上去，网络断了。您写的都还在，请再点一次。";
    for (const button of buttons) button.disabled = false;
  };
  call.open("POST", event.submitter?.getAttribute("formaction") || form.action);
  call.upload.addEventListener("progress", (moment) => said(Math.round((100 * moment.loaded) / moment.total)));
  call.addEventListener("load", () => show(call));
  call.addEventListener("error", fail);
  call.send(new FormData(form));
  for (const button of buttons) button.disabled = true;
});
