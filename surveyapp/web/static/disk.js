// What waits in localStorage, on disk as well. Browsers write localStorage down some seconds later, and a phone that is
// short of memory kills them without a word; IndexedDB is written down within milliseconds where one asks for it.

const WAITING = "waiting"; // by forms: {time, entries}
const PATIENCE = 5000; // milliseconds that a form waits for a database that does not open

export const NOTHING = { time: 0, entries: [] };

export class Disk {
  constructor(form) {
    this.form = form;
    this.open();
  }

  open() {
    this.opened = opened(() => this.open());
  }

  // Return what was written last.
  async read() {
    return (await this.within("readonly", (waiting) => waiting.get(this.form))) ?? NOTHING;
  }

  // Write what `latest` returns by then. What comes while this is under way is written at once after it.
  async write(latest) {
    this.isAsked = true;
    if (this.isWriting) return;
    this.isWriting = true;
    while (this.isAsked) {
      this.isAsked = false;
      await this.within("readwrite", (waiting) => waiting.put(latest(), this.form)); // one after the other
    }
    this.isWriting = false;
  }

  erase() {
    return this.within("readwrite", (waiting) => waiting.delete(this.form));
  }

  // Return what `step` asks of the database once it is on disk; nothing where there is none, or no room.
  async within(mode, step) {
    const database = await this.opened;
    return new Promise((done) => {
      try {
        const work = database.transaction(WAITING, mode, { durability: "strict" });
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
