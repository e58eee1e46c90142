/* Makes the secret of a draw in this browser and fills in its commitment. The secret is never sent: it is shown, and
   saved as a file. MDRAW-1: commitment = H("MDRAW-1 commit\n" + LP(draw) + LP(party) + LP(secret)). */
(function () {
  "use strict";

  function rotl(x, n) {
    n &= 31;
    return n ? (x << n) | (x >>> (32 - n)) : x;
  }

  function rotr(x, n) {
    return (x >>> n) | (x << (32 - n));
  }

  /* Both hashes pad alike: a one bit, zeros, the length in bits as 64 bits. */
  function padded(bytes) {
    const size = ((bytes.length + 8) >> 6) + 1;
    const out = new Uint8Array(size * 64);
    out.set(bytes);
    out[bytes.length] = 0x80;
    new DataView(out.buffer).setUint32(out.length - 4, bytes.length * 8);
    return new DataView(out.buffer);
  }

  function hex(words) {
    return Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /* FIPS 180-4; its constants are the fractions of roots of the first primes, computed exactly. */
  function primes(count) {
    const found = [];
    for (let n = 2; found.length < count; n++) if (found.every((p) => n % p)) found.push(n);
    return found;
  }

  function fraction(prime, root) {
    /* floor(prime^(1/root) * 2^32) mod 2^32 in whole numbers. */
    const target = BigInt(prime) << BigInt(32 * root);
    let low = 0n;
    let high = 1n << 37n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** BigInt(root) <= target) low = middle;
      else high = middle;
    }
    return Number(BigInt.asIntN(32, low));
  }

  function sha256(bytes) {
    const k = primes(64).map((p) => fraction(p, 3));
    const h = primes(8).map((p) => fraction(p, 2));
    const view = padded(bytes);
    const w = new Int32Array(64);
    for (let at = 0; at < view.byteLength; at += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
      for (let i = 16; i < 64; i++) {
        const s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, j] = h;
      for (let i = 0; i < 64; i++) {
        const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
        const t1 = (j + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
        const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [j, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
      }
      [a, b, c, d, e, f, g, j].forEach((x, i) => (h[i] = (h[i] + x) | 0));
    }
    return hex(h);
  }

  /* GB/T 32905. */
  function sm3(bytes) {
    const v = [
      0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
    ].map((x) => x | 0);
    const view = padded(bytes);
    const w = new Int32Array(68);
    const p1 = (x) => x ^ rotl(x, 15) ^ rotl(x, 23);
    for (let at = 0; at < view.byteLength; at += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
      for (let i = 16; i < 68; i++) {
        w[i] = p1(w[i - 16] ^ w[i - 9] ^ rotl(w[i - 3], 15)) ^ rotl(w[i - 13], 7) ^ w[i - 6];
      }
      let [a, b, c, d, e, f, g, h] = v;
      for (let i = 0; i < 64; i++) {
        const early = i < 16;
        const ss1 = rotl((rotl(a, 12) + e + rotl(early ? 0x79cc4519 : 0x7a879d8a, i)) | 0, 7);
        const ss2 = ss1 ^ rotl(a, 12);
        const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
        const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
        const tt1 = (ff + d + ss2 + (w[i] ^ w[i + 4])) | 0;
        const tt2 = (gg + h + ss1 + w[i]) | 0;
        [d, c, b, a, h, g, f, e] = [c, rotl(b, 9), a, tt1, g, rotl(f, 19), e, tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17)];
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => (v[i] ^= x));
    }
    return hex(v);
  }

  function lp(bytes) {
    const out = new Uint8Array(8 + bytes.length);
    new DataView(out.buffer).setUint32(4, bytes.length);
    out.set(bytes, 8);
    return out;
  }

  function joined(parts) {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  function commitment(algorithm, draw, party, secret) {
    const text = new TextEncoder();
    const parts = [text.encode("MDRAW-1 commit\n"), lp(text.encode(draw)), lp(text.encode(party)), lp(secret)];
    return (algorithm === "MDRAW-1-SM3" ? sm3 : sha256)(joined(parts));
  }

  function unhex(text) {
    return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  const maker = document.getElementById("commit-maker");
  if (maker) {
    maker.querySelector("[data-make]").addEventListener("click", () => {
      const secret = crypto.getRandomValues(new Uint8Array(32));
      const shown = Array.from(secret, (byte) => byte.toString(16).padStart(2, "0")).join("");
      const value = commitment(maker.dataset.algorithm, maker.dataset.draw, maker.dataset.party, secret);
      const lines = [
        "quanheng draw secret v1",
        "draw " + maker.dataset.draw,
        "party " + maker.dataset.party,
        "algorithm " + maker.dataset.algorithm,
        "commitment " + value,
        "secret " + shown,
        "",
      ];
      maker.querySelector("[data-secret]").textContent = shown;
      const save = maker.querySelector("[data-save]");
      if (save.href) URL.revokeObjectURL(save.href);
      save.href = URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/plain" }));
      for (const part of maker.querySelectorAll("[data-made]")) part.hidden = false;
      document.getElementById("id_value").value = value;
    });
  }

  /* The secret as the file has it, when it is the one this party committed itself to; otherwise nothing. */
  function secretIn(text, reader) {
    const line = text.split(/\r?\n/).find((one) => one.startsWith("secret "));
    const shown = line ? line.slice(7).trim() : "";
    if (!/^[0-9a-f]{64}$/.test(shown)) return "";
    const value = commitment(reader.dataset.algorithm, reader.dataset.draw, reader.dataset.party, unhex(shown));
    return value === reader.dataset.commitment ? shown : "";
  }

  const reader = document.getElementById("secret-reader");
  if (reader) {
    reader.querySelector("input").addEventListener("change", async (event) => {
      const file = event.target.files[0];
      const shown = file && file.size < 10000 ? secretIn(await file.text(), reader) : "";
      reader.querySelector("[data-right]").hidden = !shown;
      reader.querySelector("[data-wrong]").hidden = Boolean(shown);
      if (shown) document.getElementById("id_value").value = shown;
    });
  }
})();
