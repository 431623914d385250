// One page of the form: what was touched on it, what others changed meanwhile, and what the server does not take.

import { knowing } from "./outbox.js";

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export class Page {
  constructor(article, outbox) {
    this.article = article;
    this.outbox = outbox;
    this.id = article.dataset.page;
    this.title = article.dataset.title;
    this.url = article.dataset.url;
    this.form = article.querySelector("form");
    this.isSeen = "seen" in article.dataset;
    this.others = {}; // texts that were written elsewhere at the same time
    this.faults = new Set([...this.form.querySelectorAll("[aria-invalid]")].map((control) => control.name));
    for (const area of this.texts()) area.addEventListener("beforeinput", (event) => this.clean(event));
    const early = this.names().filter((name) => this.controls(name).some(isChanged)); // before the scripts came
    this.restore(early);
    if (early.length) this.keep(...early);
  }

  controls(name) {
    return [...this.form.elements].filter((control) => control.name === name);
  }

  names() {
    return [...new URLSearchParams(this.form.elements.manifest.value).keys()];
  }

  texts() {
    return [...this.form.querySelectorAll("textarea")];
  }

  // Where a field's fault is said, and the field itself is found.
  box(name) {
    return this.controls(name)[0]?.closest(".question");
  }

  answered() {
    const asked = this.names().filter((name) => ["radio", "checkbox"].includes(this.controls(name)[0]?.type) && !name.endsWith(".share"));
    return asked.filter((name) => this.controls(name).some((control) => control.checked)).length;
  }

  // Whether a text is too long, or more was ticked than may be.
  isOver(name) {
    const [first, ...others] = this.controls(name);
    if (first.type === "textarea") return [...tidy(first.value)].length > limitOf(first);
    const most = this.box(name)?.dataset.most;
    return most && [first, ...others].filter((control) => control.checked).length > Number(most);
  }

  // Keep what stands here under `touched`; what is too long, or was written elsewhere too, stays until that is settled.
  keep(...touched) {
    this.put(touched, { url: `${this.url}?go=${this.id}`, isLeft: false });
  }

  // Let the server know that the reader goes on; nothing is sent of a page that was left before and not touched since.
  leave(url) {
    if (this.isSeen && !this.outbox.entries().some((entry) => entry.page === this.id && entry.touched.length)) return;
    this.isSeen = true;
    this.put([], { url, isLeft: true });
  }

  put(touched, where) {
    const held = {};
    for (const name of touched) {
      if (this.isOver(name)) held[name] = {};
      else if (name in this.others) held[name] = { theirs: this.others[name] };
    }
    const fields = [...new FormData(this.form)].map(([name, value]) => [name, String(value).replace(CONTROLS, "")]);
    const shown = Object.fromEntries(touched.map((name) => [name, this.inWords(name)]));
    const texts = this.texts().map((area) => area.name);
    const going = touched.filter((name) => !(name in held));
    this.outbox.put({ page: this.id, title: this.title, ...where, fields, touched: going, texts, held, shown });
  }

  // A question and its answer as one reads them: the page that comes after closing knows neither (own.js).
  inWords(name) {
    const [first, ...others] = this.controls(name);
    const box = name.endsWith(".share") ? null : first.closest(".question");
    const asked = box ? box.querySelector("legend,label").firstChild : first.closest("label");
    const chosen = [first, ...others].filter((control) => control.checked);
    const said = first.type === "textarea" ? first.value : chosen.map((control) => (box ? control.closest("label").textContent : "✓")).join(" · ");
    return [asked.textContent.trim(), said || "–"];
  }

  // Take a change: of a text that was marked the mark goes.
  touch(control) {
    if (!this.names().includes(control.name)) return false;
    if (!this.isOver(control.name)) this.unmark(control.name);
    else if (control.type === "checkbox") this.mark(control.name, this.box(control.name).dataset.fault);
    if (control.type === "textarea") this.count(control);
    this.keep(control.name);
    return true;
  }

  clear(name) {
    for (const control of this.controls(name)) control.checked = false;
    this.controls(name)[0].focus({ preventScroll: true });
    this.keep(name);
  }

  // What the server has now: what it says of this page, and what another device changed meanwhile.
  taken(entry, reply) {
    const isOwn = entry.tab === this.outbox.tab;
    const later = this.waiting().flatMap((one) => [...one.touched, ...Object.keys(one.held)]);
    const untold = later.filter((name) => entry.texts.includes(name) && !(isOwn && entry.touched.includes(name)));
    this.form.elements.manifest.value = knowing(this.form.elements.manifest.value, reply.manifest, untold);
    if (!isOwn) this.showAll(entry, entry.touched.filter((name) => !later.includes(name)));
    const isLatest = ([name]) => !later.includes(name) || name in reply.errors || name in reply.conflicts;
    const changed = Object.entries(reply.changed).filter(([name]) => !later.includes(name));
    for (const [name, value] of changed) this.show(name, value);
    if (changed.length) this.article.querySelector("#others").hidden = false;
    for (const [name] of changed) this.box(name)?.classList.add("from-elsewhere");
    if (!isOwn) return; // the other tab says it
    for (const [name, said] of Object.entries(reply.errors).filter(isLatest)) this.mark(name, said);
    for (const [name, theirs] of Object.entries(reply.conflicts)) this.ask(name, theirs);
  }

  waiting() {
    return this.outbox.entries().filter((one) => one.page === this.id && one.tab === this.outbox.tab);
  }

  // What another tab learnt as it sent what waited here.
  catchUp() {
    for (const entry of this.waiting()) this.settleHeld(entry);
  }

  settleHeld(entry) {
    for (const [name, { error, theirs }] of Object.entries(entry.held)) {
      if (error) this.mark(name, error);
      if (theirs !== undefined && this.others[name] !== theirs) this.ask(name, theirs);
    }
  }

  showAll(entry, names) {
    const values = new URLSearchParams(entry.fields);
    for (const name of names) this.show(name, this.controls(name).length > 1 ? values.getAll(name) : (values.get(name) ?? ""));
  }

  show(name, value) {
    for (const control of this.controls(name)) {
      if (control.type === "radio" || control.type === "checkbox") control.checked = [value].flat().includes(control.value);
      else control.value = value;
      if (control.type === "textarea" && value) control.closest("details").open = true;
    }
  }

  // Say a fault as the server does: after the question, and bound to its controls. Where something says it already, that is
  // the `line`.
  mark(name, said, line) {
    const controls = this.controls(name);
    if (!controls.length || this.faults.has(name)) return line && this.summarise();
    this.faults.add(name);
    const putBack = holding(document.activeElement);
    const share = controls[0].closest(".share");
    const put = (made) => (share ? share.append(made) : (this.box(name).querySelector("legend") ?? controls[0]).after(made));
    if (!line) put((line = Object.assign(document.createElement("p"), { className: "error", textContent: said })));
    line.id = `${name}-error`;
    for (const control of controls) {
      control.setAttribute("aria-invalid", "true");
      const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
      control.setAttribute("aria-describedby", [...described, line.id].join(" "));
    }
    this.summarise();
    putBack();
  }

  errorOf(name) {
    return this.form.querySelector(`[id="${CSS.escape(name)}-error"]`);
  }

  unmark(name) {
    if (!this.faults.delete(name)) return;
    const putBack = holding(document.activeElement);
    const line = this.errorOf(name);
    if (line?.matches(".counter")) line.removeAttribute("id");
    else line?.remove();
    for (const control of this.controls(name)) {
      control.removeAttribute("aria-invalid");
      const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `${name}-error`);
      if (described.length) control.setAttribute("aria-describedby", described.join(" "));
      else control.removeAttribute("aria-describedby");
    }
    this.summarise();
    putBack();
  }

  // All faults of the page at its top, as the server says them.
  summarise() {
    const box = this.article.querySelector(".error-summary");
    const faults = this.names().filter((name) => this.faults.has(name));
    const list = box.querySelector("ul");
    const links = faults.map((name) => linkTo(name, this.errorOf(name)));
    // A link that has the focus stays: who presses it would press nothing.
    if (list.innerHTML.trim() !== links.map((one) => one.outerHTML).join("")) list.replaceChildren(...links);
    box.hidden = !faults.length;
  }

  // A text that is nearly too long is counted; one that is stays as it is, and here: its counter says so, unless the server
  // did.
  count(area) {
    const counter = area.parentElement.querySelector(".counter");
    const limit = limitOf(area);
    const left = limit - [...tidy(area.value)].length;
    const said = this.errorOf(area.name);
    counter.hidden = left > limit * 0.2 || Boolean(said && said !== counter);
    counter.classList.toggle("error", left < 0);
    const text = counter.hidden ? "" : (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{count}", Math.abs(left));
    if (counter.textContent !== text) counter.textContent = text;
    if (left < 0 && !counter.hidden) this.mark(area.name, text, counter);
  }

  clean(event) {
    if (event.data && CONTROLS.test(event.data)) event.preventDefault();
  }

  // Two texts for one question: both are shown, and the reader chooses.
  ask(name, theirs) {
    this.others[name] = theirs;
    const area = this.controls(name)[0];
    const box = area.closest("details");
    box.open = true;
    box.querySelector(".both")?.remove();
    const both = document.getElementById("both").content.cloneNode(true).firstElementChild;
    both.querySelector(".words").textContent = theirs;
    both.ariaLabel = both.firstElementChild.textContent;
    for (const button of both.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        const mine = tidy(area.value);
        area.value = { mine, theirs, both: `${theirs}\n${mine}` }[button.value];
        delete this.others[name];
        both.remove();
        area.focus();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
    area.after(both);
  }

  // What waits from before, perhaps from a tab that died, stands on the page as it was left.
  restore(early) {
    for (const entry of this.outbox.adopt(this.id)) {
      this.showAll(entry, [...entry.touched, ...Object.keys(entry.held)].filter((one) => !early.includes(one)));
      this.settleHeld(entry);
    }
    for (const area of this.texts()) this.count(area);
  }
}

function isChanged(control) {
  if (["radio", "checkbox"].includes(control.type)) return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

function limitOf(area) {
  return Number(area.parentElement.querySelector(".counter").dataset.limit);
}

// Return what puts `place` back to where it stands now on the screen; not every browser does so by itself.
function holding(place) {
  const { top } = place.getBoundingClientRect();
  return () => scrollBy({ top: place.getBoundingClientRect().top - top, behavior: "instant" });
}

// One line of the list of faults.
function linkTo(name, fault) {
  const line = document.createElement("li");
  line.append(Object.assign(document.createElement("a"), { href: `#${name}`, textContent: fault.textContent }));
  return line;
}

// A text as the server counts it.
function tidy(text) {
  return text.replaceAll("\r\n", "\n").trim();
}
