/* Keeps the page 核对标识 and the list of issuers for places without a network. Answers only where nobody else does. */
(function () {
  "use strict";
  const CACHE = "quanheng-labels";
  const SHELL = "/v/";
  const ISSUERS = "/labels/issuers.json";
  const NO_ANSWER = [502, 503, 504];

  /* As a visitor without a session sees it: nothing of anybody is kept. */
  async function keep() {
    const cache = await caches.open(CACHE);
    const shell = await fetch(SHELL, { credentials: "omit", cache: "reload" });
    if (!shell.ok) return;
    const text = await shell.clone().text();
    const found = Array.from(text.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g), (match) => match[1]);
    await cache.put(SHELL, shell);
    await Promise.all([...new Set(found), ISSUERS].map((address) => refresh(cache, address)));
  }

  async function refresh(cache, address) {
    const answer = await fetch(address, { credentials: "omit" });
    if (answer.ok) await cache.put(address, answer);
  }

  async function page(request) {
    try {
      const answer = await fetch(request);
      if (!NO_ANSWER.includes(answer.status)) return answer;
    } catch (fault) {
      /* no network */
    }
    return (await caches.match(SHELL)) || Response.error();
  }

  async function part(request) {
    const cache = await caches.open(CACHE);
    const path = new URL(request.url).pathname;
    try {
      const answer = await fetch(request);
      if (path === ISSUERS && answer.ok) await cache.put(ISSUERS, answer.clone());
      return answer;
    } catch (fault) {
      return (await cache.match(path)) || Response.error();
    }
  }

  self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener("fetch", (event) => {
    const request = event.request;
    const address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== self.location.origin) return;
    if (request.mode === "navigate") event.respondWith(page(request));
    else if (address.pathname === ISSUERS || address.pathname.startsWith("/static/")) event.respondWith(part(request));
  });
})();
