/* The page 验证: files are checked on this device where the browser can; without this script the form uploads them.
   A proof is judged by ui/js/verify-proof.js; what came later is asked of the log by the hash of the entry. A file alone
   is looked up by its digest: the file itself is never sent. */
(function () {
  "use strict";
  const HEADER = "c2sp.org/tlog-proof@v1";
  const MOST = 1024 * 1024 * 1024; /* bytes a browser can be asked to hold at once */
  const form = document.querySelector("form[data-verify]");
  const words = document.getElementById("verify-words");
  const answer = document.getElementById("answer");
  if (!form || !words || !answer || !window.quanhengProof) return;
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");

  const part = (selector) => words.content.querySelector(selector).cloneNode(true);
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

  function show(...nodes) {
    answer.replaceChildren(...nodes);
    answer.setAttribute("aria-busy", "false");
  }

  function panelOf(found) {
    const list = document.createElement("ul");
    list.className = "checks";
    for (const step of found.steps) {
      const item = part('[data-step="' + step.step + '"][data-outcome="' + step.outcome + '"]');
      const text = item.querySelector("span");
      text.textContent = text.textContent.replace("{count}", step.count || 0).replace("{of}", step.of || 0);
      list.append(item);
    }
    const body = document.createElement("div");
    body.className = "panel__body stack";
    body.append(list);
    if (found.facts.entry && found.facts.id && found.facts.entry.id === undefined) {
      const name = part("[data-says]");
      name.querySelector("strong").textContent = found.facts.id;
      body.append(name);
    }
    body.append(part("[data-here]"));
    const panel = document.createElement("section");
    panel.className = "panel";
    panel.append(body);
    if (found.steps.some((step) => step.outcome === "unavailable")) {
      const more = part("[data-upload]");
      more.querySelector("button").addEventListener("click", upload);
      body.append(more);
    }
    return panel;
  }

  /* What the log says of an entry today: its cards, and the state of the first. */
  async function lookUp(leaf) {
    const page = await fetch(form.dataset.lookup + "?q=" + leaf, { headers: { Accept: "text/html" } });
    if (!page.ok) throw new Error(String(page.status));
    const there = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-answers]");
    const first = there && there.querySelector("[data-state]");
    return { state: first ? first.dataset.state : "", cards: there };
  }

  async function proved(proof, file) {
    const policy = await fetch(form.dataset.policy).then((found) => (found.ok ? found.text() : "quorum none\n"));
    const bytes = await proof.arrayBuffer();
    const found = await window.quanhengProof.check(bytes, { policy: policy, file: file && (await file.arrayBuffer()) });
    let verdict = found.verdict;
    let cards = null;
    if (verdict === "holds") {
      try {
        const later = await lookUp(found.facts.leaf);
        cards = later.cards;
        if (later.state === "revoked" || later.state === "replaced") verdict = later.state;
      } catch {
        verdict = "no-state";
      }
    }
    show(...[part('[data-verdict="proof-' + verdict + '"]'), panelOf(found), cards].filter(Boolean));
  }

  function upload() {
    HTMLFormElement.prototype.submit.call(form);
  }

  async function isProof(file) {
    return (await file.slice(0, HEADER.length).text()) === HEADER;
  }

  async function judge() {
    const files = Array.from(input.files);
    const proofs = [];
    const others = [];
    for (const file of files) ((await isProof(file)) ? proofs : others).push(file);
    if (proofs.length > 1 || others.length > 1) return show(part("[data-choose]"));
    const file = others[0] || null;
    if (file && file.size > MOST) return upload();
    if (proofs.length) return proved(proofs[0], file);
    if (!window.crypto || !window.crypto.subtle) return upload();
    const digest = hex(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    window.location.assign(form.dataset.lookup + "?q=" + digest + "#answer");
    return undefined;
  }

  async function run() {
    if (!input.files.length) return;
    answer.setAttribute("aria-busy", "true");
    answer.replaceChildren(part("[data-checking]"));
    try {
      await judge();
    } catch {
      upload();
      return;
    }
    answer.focus({ preventScroll: true });
    answer.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  ["dragenter", "dragover"].forEach((name) =>
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("drop--over");
    })
  );
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("drop--over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      run();
    }
  });
})();
