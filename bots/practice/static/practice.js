/* Keeps the page fresh: asks whether anything arrived, and if so fetches the page and swaps the rooms. */
"use strict";
(function () {
  document.documentElement.classList.add("js");

  function flows() { return Array.from(document.querySelectorAll(".flow")); }

  // Whoever scrolled up to read stays there; whoever is at the end sees what arrives.
  function places() {
    return flows().map(function (flow) {
      return flow.scrollHeight - flow.scrollTop - flow.clientHeight < 40 ? null : flow.scrollTop;
    });
  }

  function goTo(kept) {
    flows().forEach(function (flow, i) {
      flow.scrollTop = typeof kept[i] === "number" ? kept[i] : flow.scrollHeight;
    });
  }

  function swap(html) {
    var opened = Array.from(document.querySelectorAll("details[open]"), function (one) { return one.id; });
    var kept = places();
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("rooms");
    document.getElementById("rooms").replaceWith(fresh);
    opened.forEach(function (id) {
      var one = document.getElementById(id);
      if (one) { one.open = true; }
    });
    goTo(kept);
  }

  function look() {
    if (document.hidden) { return; }
    fetch("/pulse").then(function (answer) { return answer.json(); }).then(function (pulse) {
      if (String(pulse.version) === document.getElementById("rooms").dataset.version) { return null; }
      return fetch("/").then(function (answer) { return answer.text(); }).then(swap);
    }).catch(function () { /* the server is being restarted; ask again */ });
  }

  goTo([]);
  setInterval(look, 2000);
})();
