/* Checks a .tlog-proof in the browser, with nothing but what the browser has: SHA-256 and Ed25519 of WebCrypto.
 *
 *   const found = await quanhengProof.check(bytes, { policy: "text of /log/policy", file: bytesOrNull });
 *   found.verdict                   holds | fails | other-log | open: something is missing or cannot be done here
 *   found.steps                     [{ step, outcome, … }] in this order, up to the first that cannot go on:
 *     format     good | bad         the file is a proof, strictly spelled
 *     entry      good | bad | missing      the extra line holds the entry (or the file dropped is the entry itself)
 *     inclusion  good | bad         the entry is in the tree of the checkpoint
 *     signature  good | bad | unknown      the log signed the checkpoint; unknown: a log the policy does not name
 *     witnesses  good | bad | short { count, of }: cosignatures hold and make the quorum; only where there are any
 *     file       good | bad | missing | closed    the dropped file is the content that the entry speaks of; closed: the
 *                                   entry is salted and the proof does not carry the salt
 *   found.facts                     { origin, size, root, index, leaf, entry, id } as far as they are known
 *
 * Any outcome may also be "unavailable": this browser, or this address without HTTPS, lacks what the step needs.
 * The same steps with the same outcomes: core/trust/judging.py. Nothing is sent anywhere. SM3 and ML-DSA are not in
 * browsers: `quanheng verify` checks those.
 */
(function () {
  "use strict";
  const HEADER = "c2sp.org/tlog-proof@v1";
  const LONGEST = 1000000;
  const ED25519 = 1;
  const COSIGNATURE = 4;
  const encoder = new TextEncoder();

  /* What a step says when it does not hold. */
  class Outcome extends Error {
    constructor(outcome, count) {
      super(outcome);
      this.outcome = outcome;
      this.count = count;
    }
  }

  function must(holds) {
    if (!holds) throw new Outcome("bad");
  }

  function subtle() {
    if (!window.crypto || !window.crypto.subtle) throw new Outcome("unavailable");
    return window.crypto.subtle;
  }

  function join(...parts) {
    const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  function same(a, b) {
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
  }

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sha256 = async (...parts) => new Uint8Array(await subtle().digest("SHA-256", join(...parts)));
  const node = (left, right) => sha256(Uint8Array.of(1), left, right);

  function uint64(value) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
    return bytes;
  }

  function textOf(bytes) {
    let text = "";
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (fault) {
      throw new Outcome("bad");
    }
    must(!Array.from(text).some((character) => character < " " && character !== "\n"));
    return text;
  }

  function decimal(text) {
    must(/^(?:0|[1-9][0-9]{0,18})$/.test(text));
    const value = BigInt(text);
    must(value < 2n ** 63n);
    return value;
  }

  function base64(text) {
    must(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text));
    const raw = window.atob(text);
    must(window.btoa(raw) === text);
    return Uint8Array.from(raw, (character) => character.charCodeAt(0));
  }

  function hashOf(text) {
    const bytes = base64(text);
    must(bytes.length === 32);
    return bytes;
  }

  function keyName(name) {
    must(name !== "" && !/[+\s\u0085]/u.test(name));
    return name;
  }

  /* A note: its text as signed, and its signature lines. */
  function parseNote(text) {
    const gap = text.lastIndexOf("\n\n");
    must(gap >= 0 && text.endsWith("\n") && text.length > gap + 2);
    const lines = text.slice(gap + 2, -1).split("\n");
    must(lines.length <= 100);
    const signatures = lines.map((line) => {
      const words = line.split(" ");
      must(words.length === 3 && words[0] === "\u2014");
      const data = base64(words[2]);
      must(data.length > 4);
      return { name: keyName(words[1]), id: hex(data.slice(0, 4)), blob: data.slice(4) };
    });
    return { text: encoder.encode(text.slice(0, gap + 1)), signatures: signatures };
  }

  function parseCheckpoint(text) {
    const lines = text.split("\n");
    must(lines.length >= 4 && lines.pop() === "" && lines.every((line) => line !== ""));
    return { origin: lines[0], size: decimal(lines[1]), root: hashOf(lines[2]) };
  }

  function parse(bytes) {
    must(bytes.length <= LONGEST);
    const text = textOf(bytes);
    const gap = text.indexOf("\n\n");
    must(gap >= 0);
    const lines = text.slice(0, gap).split("\n");
    must(lines.shift() === HEADER);
    let extra = null;
    if (lines.length && lines[0].startsWith("extra ")) extra = base64(lines.shift().slice(6));
    must(lines.length > 0 && lines[0].startsWith("index "));
    const index = decimal(lines.shift().slice(6));
    must(lines.length <= 63);
    const note = parseNote(text.slice(gap + 2));
    const head = parseCheckpoint(new TextDecoder().decode(note.text));
    return { index: index, hashes: lines.map(hashOf), extra: extra, note: note, head: head };
  }

  /* The one spelling of a record: RFC 8785 within ASCII keys and integers, 64 levels deep. */
  function canonical(value, depth) {
    const level = depth || 0;
    must(level <= 64);
    if (value === null || typeof value === "boolean") return String(value);
    if (typeof value === "number") {
      must(Number.isSafeInteger(value));
      return String(value);
    }
    if (typeof value === "string") {
      must(!/\p{Surrogate}/u.test(value));
      return JSON.stringify(value);
    }
    if (Array.isArray(value)) return "[" + value.map((member) => canonical(member, level + 1)).join(",") + "]";
    const keys = Object.keys(value).sort();
    must(keys.every((key) => Array.from(key).every((character) => character <= "\u007f")));
    return "{" + keys.map((key) => JSON.stringify(key) + ":" + canonical(value[key], level + 1)).join(",") + "}";
  }

  /* What the extra line holds: the entry and, for a private one, the name and salt that open it. */
  function parseExtra(extra) {
    const text = textOf(extra);
    let fields = null;
    try {
      fields = JSON.parse(text);
    } catch (fault) {
      throw new Outcome("bad");
    }
    must(fields !== null && typeof fields === "object" && canonical(fields) === text);
    const entry = fields.entry;
    must(entry !== null && typeof entry === "object" && !Array.isArray(entry));
    must(Object.keys(fields).every((key) => ["entry", "id", "salt"].includes(key)));
    const salt = fields.salt === undefined ? "" : fields.salt;
    must(typeof salt === "string" && /^(?:[0-9a-f]{64})?$/.test(salt));
    const id = salt ? fields.id : entry.id;
    return {
      fields: entry,
      bytes: encoder.encode(canonical(entry)),
      id: typeof id === "string" ? id : "",
      salt: Uint8Array.from(salt.match(/../g) || [], (pair) => parseInt(pair, 16)),
    };
  }

  /* RFC 9162, 2.1.3.2. */
  async function included(proof, leaf) {
    must(proof.index < proof.head.size);
    let position = proof.index;
    let last = proof.head.size - 1n;
    let found = leaf;
    for (const sibling of proof.hashes) {
      must(last > 0n);
      if (position % 2n === 1n || position === last) {
        found = await node(sibling, found);
        while (position > 0n && position % 2n === 0n) {
          position /= 2n;
          last /= 2n;
        }
      } else {
        found = await node(found, sibling);
      }
      position /= 2n;
      last /= 2n;
    }
    must(last === 0n && same(found, proof.head.root));
  }

  /* The lines of a policy file (C2SP tlog-policy). */
  function parsePolicy(text) {
    const policy = { logs: [], witnesses: [], groups: [], quorum: null };
    for (const line of text.split("\n")) {
      const words = line.split(/[ \t]+/).filter((word) => word !== "");
      if (!words.length || words[0].startsWith("#")) continue;
      const [kind, name, second, ...rest] = words;
      if (kind === "log") policy.logs.push(name);
      else if (kind === "witness") policy.witnesses.push({ name: name, key: second });
      else if (kind === "group") policy.groups.push({ name: name, least: second, members: rest });
      else if (kind === "quorum" && policy.quorum === null) policy.quorum = name;
      else throw new Outcome("bad");
    }
    must(policy.quorum !== null);
    return policy;
  }

  function satisfied(policy, names) {
    const seen = new Set(["none", ...names]);
    for (const group of policy.groups) {
      const least = { all: group.members.length, any: 1 }[group.least] || Number(group.least);
      if (group.members.filter((member) => seen.has(member)).length >= least) seen.add(group.name);
    }
    return seen.has(policy.quorum);
  }

  async function verifierKey(text) {
    const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim());
    must(parts !== null);
    const material = base64(parts[3]);
    if (material.length !== 33 || ![ED25519, COSIGNATURE].includes(material[0])) throw new Outcome("unavailable");
    const digest = await sha256(encoder.encode(parts[1] + "\n"), material);
    must(hex(digest.slice(0, 4)) === parts[2]);
    return { name: parts[1], id: parts[2], type: material[0], raw: material.slice(1) };
  }

  async function signed(key, message, signature) {
    let imported = null;
    try {
      imported = await subtle().importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]);
    } catch (fault) {
      throw new Outcome(fault.name === "DataError" ? "bad" : "unavailable");
    }
    must(await subtle().verify({ name: "Ed25519" }, imported, signature, message));
  }

  /* Every line by the key must hold. How many there are. */
  async function signatures(note, key) {
    const lines = note.signatures.filter((line) => line.name === key.name && line.id === key.id);
    for (const line of lines) {
      let message = note.text;
      let signature = line.blob;
      if (key.type === COSIGNATURE) {
        must(line.blob.length === 72);
        const at = new DataView(line.blob.buffer, line.blob.byteOffset).getBigUint64(0);
        message = join(encoder.encode("cosignature/v1\ntime " + at + "\n"), note.text);
        signature = line.blob.slice(8);
      }
      must(signature.length === 64);
      await signed(key, message, signature);
    }
    return lines.length;
  }

  async function signedByLog(proof, policy) {
    let lines = 0;
    for (const text of policy.logs) {
      const key = await verifierKey(text);
      must(key.type === ED25519);
      if (key.name === proof.head.origin) lines += await signatures(proof.note, key);
    }
    if (!lines) throw new Outcome("unknown");
    return {};
  }

  /* Cosignatures of a kind that browsers do not know count for nothing here, and may be what the quorum lacks. */
  async function witnessed(proof, policy) {
    const names = [];
    let foreign = false;
    for (const witness of policy.witnesses) {
      try {
        if (await signatures(proof.note, await verifierKey(witness.key))) names.push(witness.name);
      } catch (fault) {
        if (!(fault instanceof Outcome) || fault.outcome !== "unavailable") throw fault;
        foreign = true;
      }
    }
    if (!satisfied(policy, names)) throw new Outcome(foreign ? "unavailable" : "short", names.length);
    return { count: names.length, of: policy.witnesses.length };
  }

  async function sameContent(entry, file) {
    const digest = await sha256(file);
    if (!entry.salt.length) {
      if (entry.fields.salted_sha256 !== undefined) throw new Outcome("closed");
      must(entry.fields.sha256 === hex(digest));
      return {};
    }
    const name = encoder.encode(entry.id);
    const head = encoder.encode("quanheng statement v1\n");
    const lengths = [uint64(entry.salt.length), uint64(name.length)];
    must(entry.fields.salted_sha256 === hex(await sha256(head, lengths[0], entry.salt, lengths[1], name, digest)));
    return {};
  }

  async function check(bytes, options) {
    const asked = options || {};
    const file = asked.file ? new Uint8Array(asked.file) : null;
    const found = { verdict: "fails", steps: [], facts: {} };
    const facts = found.facts;

    /* Run one step. Its value, or undefined when it does not hold. */
    async function step(name, work) {
      try {
        const value = await work();
        found.steps.push(Object.assign({ step: name, outcome: "good" }, value && value.said));
        return value || {};
      } catch (fault) {
        if (!(fault instanceof Outcome)) throw fault;
        found.steps.push({ step: name, outcome: fault.outcome, count: fault.count });
        return undefined;
      }
    }

    const proof = await step("format", () => parse(new Uint8Array(bytes)));
    if (!proof) return found;
    Object.assign(facts, { origin: proof.head.origin, size: String(proof.head.size), root: hex(proof.head.root) });
    facts.index = String(proof.index);
    const entry = await step("entry", () => {
      if (proof.extra !== null) return parseExtra(proof.extra);
      if (file === null) throw new Outcome("missing");
      return { bytes: file, itself: true };
    });
    if (entry) {
      if (entry.fields) Object.assign(facts, { entry: entry.fields, id: entry.id });
      await step("inclusion", async () => {
        const leaf = await sha256(Uint8Array.of(0), entry.bytes);
        facts.leaf = hex(leaf);
        await included(proof, leaf);
      });
    }
    let policy = null;
    await step("signature", () => {
      policy = parsePolicy(asked.policy || "");
      return signedByLog(proof, policy);
    });
    if (policy && policy.witnesses.length) {
      await step("witnesses", async () => ({ said: await witnessed(proof, policy) }));
    }
    if (entry && !entry.itself) {
      await step("file", () => {
        if (file === null) throw new Outcome("missing");
        return sameContent(entry, file);
      });
    }
    found.verdict = verdict(found.steps);
    return found;
  }

  function verdict(steps) {
    if (steps.some((one) => one.outcome === "bad")) return "fails";
    if (steps.some((one) => one.step === "signature" && one.outcome === "unknown")) return "other-log";
    const needed = steps.filter((one) => one.step !== "file" || one.outcome !== "missing");
    return needed.every((one) => one.outcome === "good") ? "holds" : "open";
  }

  window.quanhengProof = Object.freeze({ check: check });
})();
