/* Checks the signature of a label in this browser, with nothing but what the browser has: Ed25519 of WebCrypto.
 *
 *   const found = await quanhengLabel.judge(token, issuers, now)     token: base32; issuers: issuers.json as text
 *   found.outcome   good | bad | unknown | unavailable      the signature; unavailable: this browser cannot check it
 *   found.state     not_checked | expired | forged | unknown_signer, or "" when unavailable. Whether a label was
 *                   revoked only the platform knows: the best a browser can say is "not checked".
 *   found.claims    { issuer, certificate, serial, kind, name, due, result, number } when the signature holds
 *
 * On the page of a result it says what it found beside what the server said. On the page that the worker keeps for
 * places without a network it says it alone.
 */
(function () {
  "use strict";
  const ISSUER = 1;
  const EXPIRES = 4;
  const ISSUED = 6;
  const OURS = -65537;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
  const KINDS = [1, 2, 3, 4, 9];
  const DAY = 86400000;
  const encoder = new TextEncoder();

  class Bad extends Error {}

  function must(holds) {
    if (!holds) throw new Bad();
  }

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  const same = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);

  function base32(text) {
    const out = [];
    let bits = 0;
    let value = 0;
    for (const character of text.toUpperCase()) {
      const digit = ALPHABET.indexOf(character);
      must(digit >= 0);
      value = (value << 5) | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        out.push(value >>> bits);
        value &= (1 << bits) - 1;
      }
    }
    must(bits < 5 && value === 0);
    return Uint8Array.from(out);
  }

  function toBase32(bytes) {
    let text = "";
    let bits = 0;
    let value = 0;
    for (const byte of bytes) {
      value = (value << 8) | byte;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text += ALPHABET[value >>> bits];
        value &= (1 << bits) - 1;
      }
    }
    return bits ? text + ALPHABET[value << (5 - bits)] : text;
  }

  /* CBOR as labels have it: integers, bytes, text, arrays, maps, one tag. */
  class Tagged {
    constructor(tag, value) {
      this.tag = tag;
      this.value = value;
    }
  }

  function reader(bytes) {
    let at = 0;
    function take(count) {
      must(at + count <= bytes.length);
      at += count;
      return bytes.subarray(at - count, at);
    }
    function read(depth) {
      must(depth < 8);
      const first = take(1)[0];
      const major = first >> 5;
      const short = first & 31;
      must(short < 28);
      const count = short < 24 ? short : take(1 << (short - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
      must(Number.isSafeInteger(count));
      if (major === 0) return count;
      if (major === 1) return -1 - count;
      if (major === 2) return take(count).slice();
      if (major === 3) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(count));
      if (major === 4) return Array.from({ length: bounded(count) }, () => read(depth + 1));
      if (major === 5) return new Map(Array.from({ length: bounded(count) }, () => [read(depth + 1), read(depth + 1)]));
      must(major === 6);
      return new Tagged(count, read(depth + 1));
    }
    function bounded(count) {
      must(count <= bytes.length);
      return count;
    }
    const value = read(0);
    must(at === bytes.length);
    return value;
  }

  function head(major, count) {
    if (count < 24) return [(major << 5) | count];
    const size = count < 256 ? 1 : count < 65536 ? 2 : count < 2 ** 32 ? 4 : 8;
    const digits = [];
    for (let place = size - 1; place >= 0; place--) digits.push(Math.floor(count / 256 ** place) % 256);
    return [(major << 5) | (24 + Math.log2(size)), ...digits];
  }

  function encode(value) {
    if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
    if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
    if (typeof value === "string") {
      const bytes = encoder.encode(value);
      return [...head(3, bytes.length), ...bytes];
    }
    if (Array.isArray(value)) return [...head(4, value.length), ...value.flatMap(encode)];
    if (value instanceof Tagged) return [...head(6, value.tag), ...encode(value.value)];
    const pairs = Array.from(value, ([key, item]) => [encode(key), encode(item)]);
    pairs.sort(([a], [b]) => a.length - b.length || a.map((byte, at) => byte - b[at]).find((gap) => gap) || 0);
    return [...head(5, pairs.length), ...pairs.flatMap(([key, item]) => [...key, ...item])];
  }

  /* The one spelling of a value: everything else is refused. */
  function decode(bytes) {
    const value = reader(bytes);
    must(same(Uint8Array.from(encode(value)), bytes));
    return value;
  }

  function text(value) {
    must(typeof value === "string" && value !== "" && Array.from(value).length <= 200 && !UNPRINTABLE.test(value));
    return value;
  }

  function number(value, limit) {
    must(Number.isInteger(value) && value >= 0 && value < limit);
    return value;
  }

  function keysOf(map, required, allowed) {
    must(map instanceof Map && required.every((key) => map.has(key)));
    must(Array.from(map.keys()).every((key) => required.includes(key) || allowed.includes(key)));
  }

  function claimsOf(payload) {
    const all = decode(payload);
    keysOf(all, [ISSUER, EXPIRES, ISSUED, OURS], []);
    const ours = all.get(OURS);
    keysOf(ours, [1, 2, 3, 4, 5], [6, 7, 8]);
    must(ours.get(4) instanceof Uint8Array && ours.get(4).length === 32);
    must(KINDS.includes(ours.get(3)));
    if (ours.has(8)) {
      const place = ours.get(8);
      must(Array.isArray(place) && place.length === 2 && place[0] instanceof Uint8Array && place[0].length === 4);
      number(place[1], 2 ** 40);
    }
    const due = ours.has(6) ? new Date(number(ours.get(6), 200000) * DAY).toISOString().slice(0, 10) : "";
    return {
      issuer: text(all.get(ISSUER)),
      issued: number(all.get(ISSUED), 2 ** 32),
      expires: number(all.get(EXPIRES), 2 ** 32),
      certificate: text(ours.get(1)),
      serial: text(ours.get(2)),
      kind: ours.get(3),
      name: text(ours.get(5)),
      due: due,
      result: ours.has(7) ? text(ours.get(7)) : "",
    };
  }

  function messageOf(raw) {
    const message = decode(raw);
    must(message instanceof Tagged && message.tag === 18 && Array.isArray(message.value));
    must(message.value.length === 4);
    const [header, open, payload, signature] = message.value;
    must(header instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array);
    must(open instanceof Map && open.size === 0 && signature.length === 64);
    const said = decode(header);
    keysOf(said, [1, 4], []);
    must(said.get(1) === -8 && said.get(4) instanceof Uint8Array && said.get(4).length === 8);
    const signed = Uint8Array.from(encode(["Signature1", header, new Uint8Array(), payload]));
    return { key: hex(said.get(4)), payload: payload, signature: signature, signed: signed };
  }

  /* true or false, or null where this browser cannot tell. */
  async function verified(message, issuer) {
    const subtle = window.crypto && window.crypto.subtle;
    if (!subtle) return null;
    let key = null;
    try {
      key = await subtle.importKey("raw", unhex(issuer.public), { name: "Ed25519" }, false, ["verify"]);
    } catch (fault) {
      return null;
    }
    return subtle.verify({ name: "Ed25519" }, key, message.signature, message.signed);
  }

  async function numberOf(raw) {
    const digest = new Uint8Array(await window.crypto.subtle.digest("SHA-256", raw));
    return toBase32(digest).slice(0, 12).replace(/(.{4})(?=.)/g, "$1-");
  }

  async function judge(token, issuers, now) {
    let message = null;
    let claims = null;
    let raw = null;
    try {
      must(token.length >= 8 && token.length <= 4096);
      raw = base32(token);
      must(raw.length <= 2048);
      message = messageOf(raw);
      claims = claimsOf(message.payload);
    } catch (fault) {
      return { outcome: "bad", state: "forged", claims: null };
    }
    const pinned = JSON.parse(issuers).issuers;
    const issuer = pinned.find((one) => one.key === message.key && one.id === claims.issuer);
    if (!issuer) return { outcome: "unknown", state: "unknown_signer", claims: null };
    const holds = await verified(message, issuer);
    if (holds === null) return { outcome: "unavailable", state: "", claims: null };
    if (!holds) return { outcome: "bad", state: "forged", claims: null };
    const found = Object.assign(claims, { issuer: issuer.name, number: await numberOf(raw) });
    const moment = claims.issued * 1000;
    const inTime = Date.parse(issuer.start) <= moment && (!issuer.end || moment < Date.parse(issuer.end));
    if (!inTime) return { outcome: "unknown", state: "unknown_signer", claims: found };
    return { outcome: "good", state: now >= claims.expires * 1000 ? "expired" : "not_checked", claims: found };
  }

  window.quanhengLabel = { judge: judge };

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  async function issuersFrom(address) {
    try {
      const answer = await fetch(address, { credentials: "omit" });
      return answer.ok ? await answer.text() : "";
    } catch (fault) {
      return "";
    }
  }

  /* Beside what the server said: what this browser found by itself. */
  async function beside(place, words) {
    const issuers = await issuersFrom(place.dataset.issuers);
    if (!issuers) {
      place.textContent = words.no_list;
      return;
    }
    const found = await judge(place.dataset.token, issuers, Date.now());
    const says = found.outcome === "unavailable" ? words.unavailable_says : "";
    place.textContent = [words[found.outcome], says].filter(Boolean).join("。");
    place.classList.add("label-local--" + found.outcome);
  }

  function counted(place) {
    const key = "label-seen " + place.dataset.token.slice(-24);
    if (!place.dataset.seen || window.sessionStorage.getItem(key)) return;
    window.sessionStorage.setItem(key, "1");
    fetch(place.dataset.seen, { method: "POST", credentials: "omit", keepalive: true }).catch(() => null);
  }

  function card(claims, words) {
    const list = element("dl", "");
    const rows = ["serial", "name", "due", "result", "issuer", "certificate", "kind", "number"];
    for (const name of rows) {
      const value = name === "kind" ? words.kinds[claims.kind] : claims[name];
      if (!value) continue;
      const className = name === "serial" ? "label-card__serial" : "";
      list.append(element("div", className, element("dt", "", words.fields[name]), element("dd", "", value)));
    }
    return element("section", "label-card", list);
  }

  /* Without a network: the worker shows the start page at the address of a label. */
  async function alone(place, words) {
    const token = (window.location.pathname.match(/^\/v\/([a-z2-7]+)\/?$/i) || [])[1];
    if (!token) return;
    const issuers = await issuersFrom(place.dataset.issuers);
    const found = issuers ? await judge(token, issuers, Date.now()) : { outcome: "unavailable", state: "", claims: null };
    const state = words.states[found.state];
    const says = issuers ? words.unavailable_says : words.no_list;
    const said = state || { word: words.states.not_checked.word, says: says, tone: "warn" };
    const word = element("strong", "", said.word);
    word.id = "label-state";
    const shown = element(
      "section",
      "label-state label-state--" + said.tone,
      element("p", "label-state__word", word),
      element("p", "label-state__says", said.says),
      element("p", "label-state__says", words.offline),
    );
    place.replaceChildren(shown, ...(found.claims ? [card(found.claims, words)] : []));
    place.hidden = false;
    document.title = said.word;
  }

  async function register(address) {
    if (!("serviceWorker" in navigator)) return;
    for (const scope of ["/v/", "/V/"]) await navigator.serviceWorker.register(address, { scope: scope });
  }

  const words = document.getElementById("label-words");
  if (!words) return;
  const said = JSON.parse(words.textContent);
  const local = document.getElementById("label-local");
  const offline = document.getElementById("label-offline");
  if (local) {
    beside(local, said);
    counted(local);
  }
  if (offline) alone(offline, said);
  const place = local || offline;
  if (place) register(place.dataset.worker).catch(() => null);
})();
