/* In the head, before anything is drawn: the colours and the type size chosen on this device. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted");
  ["theme", "type"].forEach(function (name) {
    try {
      var value = localStorage.getItem("quanheng." + name);
      if (value) root.dataset[name] = value;
    } catch {
      /* Storage may be forbidden; then the system decides. */
    }
  });
})();
