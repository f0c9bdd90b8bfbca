/* Keeps the page fresh: asks whether anything arrived, and if so fetches the page and swaps the rooms. */
"use strict";
(function () {
  document.documentElement.classList.add("js");

  function toTheEnd() {
    document.querySelectorAll(".flow").forEach(function (flow) {
      flow.scrollTop = flow.scrollHeight;
    });
  }

  function swap(html) {
    var opened = Array.from(document.querySelectorAll("details[open]"), function (one) { return one.id; });
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("rooms");
    document.getElementById("rooms").replaceWith(fresh);
    opened.forEach(function (id) {
      var one = document.getElementById(id);
      if (one) { one.open = true; }
    });
    toTheEnd();
  }

  function look() {
    if (document.hidden) { return; }
    fetch("/pulse").then(function (answer) { return answer.json(); }).then(function (pulse) {
      if (String(pulse.version) === document.getElementById("rooms").dataset.version) { return null; }
      return fetch("/").then(function (answer) { return answer.text(); }).then(swap);
    }).catch(function () { /* the server is being restarted; ask again */ });
  }

  toTheEnd();
  setInterval(look, 2000);
})();
