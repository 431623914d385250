// What waits in this browser to go up: pages as they would be posted, in order, each under a key of its own, so that a
// page which arrives twice is kept once. localStorage is written at once, before a tab can die (docs/decisions).

export const SENT = 409; // everything was sent already, perhaps from another device
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between attempts

export class Outbox {
  constructor(store, listener, page = "") {
    this.place = `review.${store}.outbox`;
    this.listener = listener;
    this.page = page; // the open one, on which a fault can be shown
    this.failures = 0;
    this.busy = false;
    this.stuck = new Set(); // keys of what the server will not take
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  entries() {
    try {
      return JSON.parse(localStorage.getItem(this.place)) || [];
    } catch {
      return [];
    }
  }

  // Keep `entry` ({page, title, url, fields, touched, shown}); what still waits for the same page goes up with it.
  put(entry) {
    const waiting = this.entries();
    const last = waiting.at(-1);
    if (last?.page === entry.page && last.key !== this.flying) {
      entry.touched = [...new Set([...last.touched, ...entry.touched])];
      entry.shown = { ...last.shown, ...entry.shown };
      waiting.pop();
    }
    waiting.push({ ...entry, key: newKey() });
    return this.write(waiting);
  }

  drop(key) {
    this.write(this.entries().filter((entry) => entry.key !== key));
  }

  clear() {
    this.write([]);
  }

  write(entries) {
    try {
      if (entries.length) localStorage.setItem(this.place, JSON.stringify(entries));
      else localStorage.removeItem(this.place);
      return true;
    } catch {
      return false; // storage is off or full: the page still works as without scripts
    }
  }

  hurry() {
    clearTimeout(this.timer);
    this.failures = 0;
    return this.flush();
  }

  // Send what waits, one after the other; of several tabs one sends. Who asks while the last attempt is being wound up
  // would wait for the next tap, so it is asked again whether anybody did.
  async flush() {
    this.asked = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.asked) {
        this.asked = false;
        if (navigator.locks) await navigator.locks.request(this.place, () => this.sendAll());
        else await this.sendAll();
      }
    } finally {
      this.busy = false;
    }
  }

  async sendAll() {
    for (let entry = this.next(); entry; entry = this.next()) {
      this.flying = entry.key;
      const reply = await post(entry.url, bodyOf(entry));
      this.flying = "";
      if (reply.again) return this.later();
      this.failures = 0;
      if (reply.refused || (entry.page !== this.page && hasFaults(reply))) this.stuck.add(entry.key);
      else this.drop(entry.key);
      this.listener(entry, reply);
    }
    return undefined;
  }

  next() {
    return this.entries().find((entry) => !this.stuck.has(entry.key));
  }

  later() {
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.listener(null, { again: true });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause * 1000);
  }
}

// Post a form; return the answer, `again` where it may go through later, `refused` where it will not as it is.
export async function post(url, body) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      signal: AbortSignal.timeout?.(60000),
    });
    if (answer.status >= 500 || answer.status === 429) return { again: true };
    const said = await answer.json();
    return { ...said, status: answer.status, refused: answer.status >= 400 && answer.status !== SENT };
  } catch {
    return { again: true };
  }
}

function hasFaults(reply) {
  return Object.keys(reply.errors ?? {}).length > 0;
}

function bodyOf(entry) {
  const body = new URLSearchParams(entry.fields.filter(([name]) => name !== "manifest"));
  const manifest = new URLSearchParams(entry.fields.find(([name]) => name === "manifest")[1]);
  for (const name of entry.touched) manifest.set(name, "~"); // whatever it holds now: it was changed
  body.append("key", entry.key);
  body.append("manifest", manifest.toString());
  return body;
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
