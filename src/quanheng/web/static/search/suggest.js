/* Suggestions under a search field: arrows choose, Enter opens, Escape closes. Without this file the field still searches. */
(function () {
  "use strict";
  const PAUSE = 150;
  let serial = 0;

  function attach(input) {
    if (input.dataset.suggesting) return;
    input.dataset.suggesting = "1";
    const holder = input.form;
    holder.classList.add("suggest-holder");
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = "suggest-" + ++serial;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels.length ? input.labels[0].textContent : "");
    holder.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    let chosen = -1;
    let timer = 0;
    let asked = "";
    let running = null;

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(index) {
      const options = list.children;
      if (!options.length) return;
      chosen = (index + options.length + 1) % (options.length + 1);
      if (chosen === options.length) chosen = -1;
      Array.from(options).forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      if (chosen < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options[chosen].id);
    }

    function place() {
      list.style.setProperty("left", input.offsetLeft + "px");
      list.style.setProperty("top", input.offsetTop + input.offsetHeight + 4 + "px");
      list.style.setProperty("width", input.offsetWidth + "px");
    }

    function show(suggestions) {
      list.replaceChildren();
      suggestions.forEach((one, at) => {
        const option = document.createElement("li");
        option.className = "suggest__option";
        option.id = list.id + "-" + at;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = one.url;
        const title = document.createElement("span");
        title.className = "suggest__title";
        title.textContent = one.title;
        const kind = document.createElement("span");
        kind.className = "suggest__kind";
        kind.textContent = one.kind;
        option.append(title, kind);
        list.append(option);
      });
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (!list.hidden) place();
    }

    async function ask() {
      const typed = input.value.trim();
      if (typed === asked) return;
      asked = typed;
      if (running) running.abort();
      if (!typed) return close();
      running = new AbortController();
      try {
        const address = (input.dataset.suggest || "/search/suggest") + "?q=" + encodeURIComponent(typed);
        const response = await fetch(address, { signal: running.signal, headers: { Accept: "application/json" } });
        if (!response.ok) return close();
        const answer = await response.json();
        if (typed === input.value.trim() && document.activeElement === input) show(answer.suggestions);
      } catch {
        /* Aborted, or offline: the field still searches. */
      }
    }

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(list.children[chosen].dataset.url);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[data-url]");
      if (!option) return;
      event.preventDefault();
      location.assign(option.dataset.url);
    });
  }

  function attachAll() {
    for (const input of document.querySelectorAll('form[action="/search/"] input[type="search"], input[data-suggest]')) {
      attach(input);
    }
  }

  attachAll();
  document.addEventListener("htmx:after:swap", attachAll);
})();
