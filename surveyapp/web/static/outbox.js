// What waits in this browser to go up: pages as they would be posted, each under a key of its own, so that a page which
// arrives twice is kept once. localStorage is written at once, before a tab can die, and every tab reads it; the disk
// follows, before the browser can die (docs/decisions). Where a browser has neither, it waits in this tab's memory.

export const SENT = 409; // everything was sent already, perhaps from another device
export const CLOSED = 410;
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between attempts
const TURN = 30000; // milliseconds that a tab waits for another that sends
const REPLACED = 15; // at most so many keys of changes that others have joined, and that may still be on their way
const WAITING = "waiting"; // on disk, by forms: {time, entries}
const AHEAD = 20; // writes that may be on their way to the disk at once
const PATIENCE = 5000; // milliseconds that a form waits for a database that does not open
const NOTHING = { time: 0, entries: [] };
const TOUCHED = "~"; // in the manifest: changed since, whatever it holds now
const UNTOUCHED = "~="; // what the body holds of it counts for nothing

export class Outbox {
  constructor(store, listener) {
    this.place = `review.${store}.outbox`;
    this.listener = listener;
    this.failures = 0;
    this.busy = false;
    this.tab = newKey(); // each tab knows the server by its own manifest, and its entries go up by themselves
    this.stuck = new Set(); // keys of what the server will not take
    this.due = new Set(); // keys of what shall go up now; what is changed meanwhile is gathered, and waits for its own pause
    this.memory = NOTHING;
    this.isLasting = canStore();
    this.isEnded = false; // the review takes nothing any more
    this.disk = new Disk(store);
    document.addEventListener("visibilitychange", () => this.hidden());
  }

  // Take what is on disk where that is later: localStorage lags behind it when a browser was killed.
  async recover() {
    const found = await this.disk.read();
    if (found.time <= this.state().time) return;
    this.memory = found;
    this.write(found.entries);
  }

  entries() {
    return this.state().entries;
  }

  // What waits, and a number that grows with each change: about the time of it.
  state() {
    if (!this.isLasting) return this.memory;
    try {
      return readable(JSON.parse(localStorage.getItem(this.place)));
    } catch {
      return NOTHING;
    }
  }

  // Keep `entry` ({page, title, url, isLeft, fields, touched, texts, held, shown}): `touched` go up, `held` stay here
  // until the reader has settled them; of `texts` the server is told what they were before. `isLeft`: the server shall
  // know that the page was left. What waits of the page joins it; where that was tried before, the server is told, which may
  // get it after all, and late.
  put(entry) {
    const isOfPage = (one) => one.page === entry.page && one.tab === this.tab && one.key !== this.flying;
    const waiting = this.entries();
    for (const one of waiting.filter(isOfPage)) {
      const isNew = (name) => !entry.touched.includes(name) && !(name in entry.held);
      entry.touched = [...one.touched.filter((name) => !(name in entry.held)), ...entry.touched.filter((name) => !one.touched.includes(name))];
      entry.held = { ...Object.fromEntries(Object.entries(one.held).filter(([name]) => isNew(name))), ...entry.held };
      entry.shown = { ...one.shown, ...entry.shown };
      entry.replaces = [...(entry.replaces ?? []), ...(one.replaces ?? []), ...(one.isTried ? [one.key] : [])].slice(-REPLACED);
      if (one.isLeft && !entry.isLeft) [entry.url, entry.isLeft] = [one.url, true];
    }
    this.write([...waiting.filter((one) => !isOfPage(one)), { ...entry, key: newKey(), tab: this.tab }]);
  }

  // Take over what waits of a page, which stands on this tab's from now on: the tab that it is from may be dead.
  adopt(page) {
    const found = this.entries().filter((one) => one.page === page);
    if (found.some((one) => one.tab !== this.tab)) this.write(this.entries().map((one) => (one.page === page ? { ...one, tab: this.tab } : one)));
    return found;
  }

  // Leave nothing here of what waited, nor of what is changed from now on.
  erase() {
    if (this.isLasting) localStorage.removeItem(this.place);
    this.memory = NOTHING;
    this.isErased = true;
    return this.disk.erase();
  }

  write(entries) {
    if (this.isErased) return;
    this.memory = { time: Math.max(Date.now(), this.memory.time + 1, this.state().time + 1), entries };
    try {
      if (!this.isLasting) return;
      if (entries.length) localStorage.setItem(this.place, JSON.stringify(this.memory));
      else localStorage.removeItem(this.place);
    } catch {
      localStorage.removeItem(this.place); // it is full, and what it has would grow old there
      this.isLasting = false; // from here on it is this tab that keeps
    } finally {
      this.disk.write(() => this.latest());
    }
  }

  latest() {
    return { time: Math.max(this.memory.time, this.state().time), entries: this.entries() };
  }

  // Who looks at something else may come back after the power was cut.
  hidden() {
    if (document.visibilityState === "hidden" && !this.isErased && this.entries().length) this.disk.write(() => this.latest(), "strict");
  }

  hurry() {
    clearTimeout(this.timer);
    this.failures = 0;
    return this.flush();
  }

  // Send what waits, one after the other; of several tabs one sends. Who asks while the last attempt is being wound up
  // would wait for the next tap, so it is asked again whether anybody did.
  async flush() {
    for (const { key } of this.entries()) this.due.add(key);
    this.asked = true;
    if (this.busy) return;
    this.busy = true;
    this.posted = 0;
    try {
      while (this.asked) {
        this.asked = false;
        await this.alone(() => this.sendAll());
      }
    } finally {
      this.busy = false;
    }
    if (!this.posted && !this.next()) this.listener(null, { isDone: true }); // by another tab
  }

  // A tab that hangs would keep its turn for ever; what two of them send is kept once.
  async alone(step) {
    if (!navigator.locks) return step();
    return navigator.locks.request(this.place, { signal: AbortSignal.timeout?.(TURN) }, step).catch(step);
  }

  async sendAll() {
    for (let entry = this.next(this.due); entry; entry = this.next(this.due)) {
      this.flying = entry.key;
      this.write(this.entries().map((one) => (one.key === entry.key ? { ...one, isTried: true } : one)));
      const reply = await post(entry.url, bodyOf(entry));
      this.flying = "";
      this.posted += 1;
      if (reply.again) return this.later();
      [this.failures, this.isBehind] = [0, false];
      if (reply.refused) this.stuck.add(entry.key);
      else if (reply.status !== SENT) this.settle(entry, reply);
      this.listener(entry, reply);
    }
    return undefined;
  }

  // What arrived goes; what was not taken stays, and is not tried again. What waits of the same page knows from now on
  // what the server has.
  settle(entry, reply) {
    const faults = Object.entries(reply.errors).map(([name, error]) => [name, { error }]);
    const others = Object.entries(reply.conflicts).map(([name, theirs]) => [name, { theirs }]);
    const held = { ...entry.held, ...Object.fromEntries([...faults, ...others]) };
    const left = Object.keys(held).length ? [{ ...entry, touched: [], isLeft: false, held, key: newKey() }] : [];
    const rest = this.entries().filter((one) => one.key !== entry.key);
    const known = rest.map((one) => (one.page === entry.page && one.tab === entry.tab ? told(one, entry, reply.manifest) : one));
    this.write([...left, ...known]);
  }

  // The next to go up, of those with `keys` or of all.
  next(keys) {
    if (this.isEnded) return undefined;
    return this.entries().find((one) => (one.touched.length || one.isLeft) && !this.stuck.has(one.key) && (!keys || keys.has(one.key)));
  }

  // Whether anything of `page`, or of any, stays here because the server has not taken it.
  keepsBack(page) {
    return this.entries().filter((one) => (!page || one.page === page) && (Object.keys(one.held).length || this.stuck.has(one.key)));
  }

  later() {
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.isBehind = true; // and that was said
    this.listener(null, { again: true });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause * 1000);
  }
}

// What was found in storage, without entries that no version of this script wrote: one of them would hold up all others.
function readable(found) {
  const isWhole = ({ fields, touched, texts }) => [fields, touched, texts, ...fields].every(Array.isArray) && fields.some(([name]) => name === "manifest");
  const isEntry = (one) => one?.key && one.url && one.held && Array.isArray(one.fields) && isWhole(one);
  return Array.isArray(found?.entries) ? { time: Number(found.time) || 0, entries: found.entries.filter(isEntry) } : NOTHING;
}

// Post a form; return the answer, `again` where it may go through later, `refused` where it will not as it is.
export async function post(url, body) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      keepalive: true, // goes on when the page is left
      signal: AbortSignal.timeout?.(60000),
    });
    if (answer.status >= 500 || answer.status === 429) return { again: true };
    const said = await answer.json();
    return { errors: {}, conflicts: {}, changed: {}, ...said, status: answer.status, refused: answer.status >= 400 && answer.status !== SENT };
  } catch {
    return { again: true };
  }
}

// Links to the pages of `entries`, under the form's first address.
export function linksTo(entries, start) {
  const links = entries.map(({ page, title }) => Object.assign(document.createElement("a"), { href: `${start}/${page}`, textContent: title || page }));
  return links.flatMap((link) => [" ", link]);
}

// What the clock of this device says: the server's may stand in another country.
export function timeHere() {
  const now = new Date();
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

// What waits behind `entry` of the same tab knows what the server has, but for texts that others wrote meanwhile.
function told(one, entry, manifest) {
  const untold = one.touched.filter((name) => one.texts.includes(name) && !entry.touched.includes(name));
  return { ...one, fields: one.fields.map(([name, value]) => [name, name === "manifest" ? knowing(value, manifest, untold) : value]) };
}

// A manifest with what the server has now, but for what the writer of `untold` was not told.
export function knowing(manifest, latest, untold) {
  const [before, known] = [new URLSearchParams(manifest), new URLSearchParams(latest)];
  for (const name of untold) known.set(name, before.get(name) ?? "");
  return known.toString();
}

function bodyOf(entry) {
  const isHeld = (name) => name in entry.held;
  const body = new URLSearchParams(entry.fields.filter(([name]) => name !== "manifest" && !isHeld(name)));
  const manifest = new URLSearchParams(entry.fields.find(([name]) => name === "manifest")[1]);
  for (const name of manifest.keys()) {
    if (isHeld(name)) manifest.set(name, UNTOUCHED);
    else if (entry.touched.includes(name) && !entry.texts.includes(name)) manifest.set(name, TOUCHED);
  }
  body.append("key", [entry.key, ...(entry.replaces ?? [])].join("."));
  body.append("manifest", manifest.toString());
  return body;
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function canStore() {
  try {
    localStorage.setItem("review.try", "1");
    localStorage.removeItem("review.try");
    return true;
  } catch {
    return false;
  }
}

// What waits in localStorage, on disk as well. Browsers write localStorage down some seconds later, and a phone that is
// short of memory kills them without a word. IndexedDB is handed to the system within a millisecond or two where nothing
// is waited for: neither what was handed over before, nor the disk.
class Disk {
  constructor(form) {
    this.form = form;
    this.going = 0;
    this.open();
  }

  open() {
    this.database = undefined;
    this.opened = opened(() => this.open()).then((database) => (this.database = database));
  }

  // Return what was written last.
  async read() {
    await this.opened;
    return readable(await this.within("readonly", (waiting) => waiting.get(this.form)));
  }

  // Write what `latest` returns, before this returns; by then, where the database is not open yet or falls behind.
  async write(latest, durability = "relaxed") {
    if (this.isAsked) return;
    if (!this.database || this.going >= AHEAD) {
      this.isAsked = true;
      await (this.last ?? this.opened);
      this.isAsked = false;
    }
    this.going += 1;
    this.last = this.within("readwrite", (waiting) => waiting.put(latest(), this.form), durability);
    await this.last;
    this.going -= 1;
  }

  async erase() {
    await this.opened;
    return this.within("readwrite", (waiting) => waiting.delete(this.form));
  }

  // Return what `step` asks of the database once it is there; nothing where there is none, or no room.
  within(mode, step, durability = "strict") {
    return new Promise((done) => {
      try {
        const work = this.database.transaction(WAITING, mode, { durability });
        const asked = step(work.objectStore(WAITING));
        work.commit?.(); // at once, and also where this tab hangs meanwhile
        setTimeout(done, PATIENCE); // another tab hangs with what it does not let go
        work.addEventListener("complete", () => done(asked.result));
        work.addEventListener("abort", () => done());
      } catch {
        done();
      }
    });
  }
}

function opened(lost) {
  return new Promise((done) => {
    setTimeout(done, PATIENCE);
    try {
      const asked = indexedDB.open("review", 1);
      asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(WAITING));
      asked.addEventListener("success", () => {
        asked.result.addEventListener("close", lost); // by the browser
        done(asked.result);
      });
      asked.addEventListener("error", () => done());
    } catch {
      done();
    }
  });
}
