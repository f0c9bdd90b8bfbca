// What may take long says so at once (正在生成). A link or button with data-waits="file" asks for a file: its line ends when the file
// arrives, which the answer tells by a short-lived cookie named after the token of the request (tracker/web/arrivals.py); the browser
// itself does the download, as without this file. data-waits="page" leads to another page, and the line ends with this one.

const LOOK = 250; // milliseconds between two looks at the cookies
const STEP = 10; // seconds after which the line says how long it has been
const PATIENCE = 180; // seconds after which nothing is expected any more
const SEEN = 8000; // milliseconds that "arrived" stays to be read
const TOLD = 120; // seconds that the cookie lasts (tracker/web/arrivals.py): after that nobody knows whether a file arrived
const KEPT = "waiting"; // what this tab waits for, so that coming back from a browser's own error page can be told
const WORDS = {
  file: {
    busy: "正在生成，件数多时要十几秒，请先留在这一页。",
    again: "上一份还没好，好了再点。",
    failed: "没有拿到文件，可能是网络断了，请再点一次。",
  },
  page: {
    busy: "正在办理，件数多时要十几秒，请先留在这一页。",
    again: "还在办，请稍等，不用再点。",
    failed: "还没有回音，请刷新这一页，看看办成没有。",
  },
};

let now = null; // what is under way: one thing a page

const marked = () => [...document.querySelectorAll("[data-waits]")];
const arrived = (token) => document.cookie.includes(`arrived-${token}=`);

function newToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function lineBy(control, words) {
  const place = control.closest(".acts, .form-end, .demo-row, .filter, li") ?? control.parentElement;
  document.querySelector(".waiting")?.remove(); // one line a page
  const line = document.createElement("p");
  line.className = "waiting";
  line.setAttribute("role", "status");
  place.append(line);
  line.textContent = words;
  return line;
}

// ---- what this tab waits for ---------------------------------------------------------------------------------------------------

function keep(token, control) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ token, at: Date.now(), page: location.href, place: marked().indexOf(control) }));
  } catch {
    // storage is switched off: only coming back from an error page is not told
  }
}

function takeKept() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    return kept;
  } catch {
    return null;
  }
}

// ---- from the press to the end ---------------------------------------------------------------------------------------------------

function begin(control) {
  const kind = control.dataset.waits;
  const words = WORDS[kind];
  const line = lineBy(control, words.busy);
  now = { control, words, line, token: newToken(), since: Date.now(), timer: setInterval(look, LOOK) };
  control.setAttribute("aria-disabled", "true");
  if (kind === "file") keep(now.token, control);
  return now.token;
}

function look() {
  const seconds = (Date.now() - now.since) / 1000;
  const told = Math.floor(seconds / STEP) * STEP;
  if (arrived(now.token)) {
    const { line } = now;
    end("已生成，文件在浏览器的下载里。");
    setTimeout(() => line.remove(), SEEN);
  } else if (seconds > PATIENCE) {
    end(now.words.failed);
  } else if (told && now.told !== told) {
    now.told = told;
    now.line.textContent = `${now.words.busy}已等 ${told} 秒。`;
  }
}

function end(words) {
  clearInterval(now.timer);
  now.control.removeAttribute("aria-disabled");
  now.line.textContent = words;
  now = null;
  takeKept();
}

// Whether the press begins nothing, because something is under way already.
function isHeld(event) {
  if (!now) return false;
  event.preventDefault();
  now.line.textContent = now.words.again;
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-waits]");
  const aside = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || aside || event.defaultPrevented || isHeld(event)) return;
  const address = new URL(link.href);
  address.searchParams.set("arrival", begin(link));
  event.preventDefault();
  location.assign(address);
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.matches("[data-waits]") || event.defaultPrevented || isHeld(event)) return;
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "arrival";
  hidden.value = begin(button);
  if (button.dataset.waits === "file") event.target.append(hidden);
  setTimeout(() => hidden.remove()); // the browser has taken the form's fields by then
});

addEventListener("pageshow", (event) => {
  if (event.persisted && now) end(now.words.failed); // back on this very page, as it was left
  const kept = takeKept();
  const control = kept?.page === location.href && marked()[kept.place];
  if (control && Date.now() - kept.at < TOLD * 1000 && !arrived(kept.token)) lineBy(control, WORDS.file.failed);
});
