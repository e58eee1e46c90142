/* What pages do better where scripts run. Every page works without this file. */
(function () {
  "use strict";
  const root = document.documentElement;

  /* Display settings: chosen once, kept on this device. */
  function choose(name, value) {
    if (value === "auto") delete root.dataset[name];
    else root.dataset[name] = value;
    try {
      if (value === "auto") localStorage.removeItem("quanheng." + name);
      else localStorage.setItem("quanheng." + name, value);
    } catch {
      /* Storage may be forbidden: the choice then lasts for this page. */
    }
  }

  function showChosen() {
    for (const input of document.querySelectorAll("input[data-setting]")) {
      input.checked = (root.dataset[input.dataset.setting] || "auto") === input.value;
    }
  }

  function announce(text) {
    const place = document.getElementById("announcer");
    if (place) place.textContent = text;
  }

  async function copy(button) {
    const word = button.querySelector("span") || button;
    const before = word.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      /* Without a secure address there is no clipboard: mark the text so that the keyboard can copy it. */
      const range = document.createRange();
      range.selectNode(button.previousSibling || button);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
    word.textContent = button.dataset.copied;
    announce(button.dataset.copied);
    setTimeout(() => (word.textContent = before), 2000);
  }

  /* A table that fits needs no scroll box, and its head can stick; one that does not is scrolled by keyboard too. */
  function fitTables() {
    for (const box of document.querySelectorAll(".table-wrap")) {
      const table = box.querySelector("table");
      const fits = Boolean(table) && table.offsetWidth <= box.clientWidth;
      box.classList.toggle("table-wrap--fits", fits);
      if (fits) box.removeAttribute("tabindex");
      else box.tabIndex = 0;
    }
  }

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("change", (event) => {
    const setting = event.target.dataset && event.target.dataset.setting;
    if (!setting) return;
    choose(setting, event.target.value);
    fitTables();
  });

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    const target = event.target.closest("[data-copy], [data-dismiss], [data-print], [data-open], [data-close]");
    if (!target) return;
    if (target.dataset.copy !== undefined) copy(target);
    if (target.dataset.dismiss !== undefined) target.parentElement.remove();
    if (target.dataset.print !== undefined) print();
    if (target.dataset.close !== undefined) target.closest("dialog").close();
    if (target.dataset.open !== undefined) {
      const dialog = document.getElementById(target.dataset.open);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      closeMenus(null);
      if (open && open.contains(document.activeElement)) open.querySelector("summary").focus();
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = document.getElementById("site-search");
      if (field) {
        event.preventDefault();
        field.focus();
      }
    }
  });

  /* A part was exchanged: focus returns to what was used (by its id), and the count is said aloud. */
  let used = "";
  document.addEventListener("htmx:before:request", () => {
    used = document.activeElement ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:after:swap", () => {
    showChosen();
    fitTables();
    const listing = document.getElementById("listing");
    if (used && document.activeElement === document.body) {
      const again = document.getElementById(used);
      if (again) again.focus({ preventScroll: true });
    }
    if (listing && listing.dataset.announce) announce(listing.dataset.announce);
  });

  /* Closed parts are printed too. */
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("main details:not([open], .menu, .listing__switch)")) {
      part.open = true;
      part.dataset.printed = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const part of document.querySelectorAll("details[data-printed]")) {
      part.open = false;
      delete part.dataset.printed;
    }
  });

  showChosen();
  fitTables();
  addEventListener("resize", fitTables);
  addEventListener("load", fitTables);
})();
