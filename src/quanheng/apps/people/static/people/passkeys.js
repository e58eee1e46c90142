/* Passkeys: the browser's part. A form with data-passkey ("get" or "create") asks data-options for a challenge, lets the
   device answer, and sends the answer in its hidden field. */
(function () {
  "use strict";
  const supported = Boolean(window.PublicKeyCredential && navigator.credentials);

  function bytes(text) {
    const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, (one) => one.charCodeAt(0));
  }

  function text(buffer) {
    if (!buffer) return null;
    const raw = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function readable(options) {
    const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
    }
    return { publicKey: key };
  }

  function answer(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      const value = text(credential.response[part]);
      if (value !== null) response[part] = value;
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  async function perform(form) {
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
    const asked = await fetch(form.dataset.options, {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      credentials: "same-origin",
    });
    if (!asked.ok) throw new Error("options");
    const options = readable(await asked.json());
    const credential =
      form.dataset.passkey === "create" ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
    form.elements.credential.value = answer(credential);
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const told = form.querySelector("[data-told]");
    if (!supported) {
      told.textContent = form.dataset.unsupported;
      form.querySelector("button").disabled = true;
      continue;
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      told.textContent = "";
      perform(form).catch(() => {
        told.textContent = form.dataset.failed;
      });
    });
  }
})();
