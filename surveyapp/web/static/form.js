// A page of the form: every answer is kept at once, here and on the server. Without this file the same page keeps its
// answers when it is sent.
import { Outbox, SENT } from "./outbox.js";

const form = document.getElementById("page");
const status = document.getElementById("kept");
const words = status.dataset;
const page = form.dataset.page;
const touched = new Set();
const faulty = new Set([...form.querySelectorAll("[aria-invalid]")].map((control) => control.name)); // kept nowhere
let wanted = ""; // where the reader wants to go as soon as this page is kept
let leaving = false;
let typing;

const outbox = new Outbox(form.dataset.store, (entry, reply) => {
  if (reply.again) return wait();
  if (reply.status === SENT || reply.refused) return stop(reply);
  if (entry.page === page) taken(entry, reply);
  if (!outbox.next()) {
    if (reply.saved) say(faulty.size || outbox.stuck.size ? words.partly : words.saved.replace("{time}", reply.saved));
    if (wanted) go(entry.page === page ? reply.next : "");
  }
  return undefined;
}, page);

function controls(name) {
  return [...form.elements].filter((control) => control.name === name);
}

function names() {
  return [...new URLSearchParams(form.elements.manifest.value).keys()];
}

function keep(url = form.dataset.here) {
  clearTimeout(typing);
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  const shown = Object.fromEntries([...touched].map((name) => [name, inWords(name)]));
  const isKept = outbox.put({ page, title: document.querySelector("h1").textContent, url, fields, touched: [...touched], shown });
  if (isKept) touched.clear();
  return isKept;
}

// A question and its answer as one reads them: the page that comes after closing knows neither (gone.js).
function inWords(name) {
  const [first, ...others] = controls(name);
  const box = first.closest(".question");
  const asked = box ? box.querySelector("legend,label").firstChild : first.labels[0];
  const chosen = [first, ...others].filter((control) => control.checked);
  const said = first.type === "textarea" ? first.value : chosen.map((control) => (box ? control.labels[0].textContent : "✓")).join(" · ");
  return [asked.textContent.trim(), said || "–"];
}

function touch(event) {
  const { name } = event.target;
  if (!names().includes(name)) return;
  touched.add(name);
  faulty.delete(name);
  document.getElementById(`${name}-error`)?.remove();
  clearTimeout(typing);
  if (event.type === "input" && event.target.tagName === "TEXTAREA") typing = setTimeout(send, 1000);
  else if (event.type === "change") send();
}

function send() {
  if (keep()) outbox.hurry();
}

// What the server has now: what it says of this page, and what another device changed meanwhile.
function taken(entry, reply) {
  form.elements.manifest.value = reply.manifest;
  const later = outbox.entries().filter((one) => one.page === page).flatMap((one) => one.touched);
  const isLatest = ([name]) => !touched.has(name) && !later.includes(name);
  const others = Object.entries(reply.changed).filter(isLatest);
  for (const [name, value] of others) show(name, value);
  const notice = document.getElementById("others");
  if (others.length) {
    notice.hidden = false;
    for (const [name] of others) document.getElementById(name)?.classList.add("from-elsewhere");
  }
  const faults = Object.entries(reply.errors).filter(isLatest);
  for (const [name, said] of faults) fault(name, said);
  if (faults.length && wanted) {
    wanted = "";
    leaving = true;
    form.submit(); // the page itself lists what to look at again
  }
}

function show(name, value) {
  for (const control of controls(name)) {
    if (control.type === "radio" || control.type === "checkbox") control.checked = [value].flat().includes(control.value);
    else control.value = value;
  }
}

function fault(name, said) {
  faulty.add(name);
  const control = controls(name)[0];
  if (!control || document.getElementById(`${name}-error`)) return;
  const line = Object.assign(document.createElement("p"), { id: `${name}-error`, className: "error", textContent: said });
  (document.getElementById(name) ?? control).before(line);
}

function wait() {
  say(wanted ? words.later : words.waiting);
}

function stop(reply) {
  if (reply.status === SENT) {
    outbox.clear();
    return go(reply.next);
  }
  wanted = "";
  return say(reply.error);
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function go(address) {
  const there = address || wanted;
  if (!there) return;
  leaving = true;
  location.assign(there);
}

// What waits from before, perhaps from a tab that died, stands on the page as it was left.
function restore() {
  const waiting = outbox.entries().filter((entry) => entry.page === page);
  for (const entry of waiting) {
    const values = new URLSearchParams(entry.fields);
    for (const name of entry.touched) show(name, controls(name).length > 1 ? values.getAll(name) : (values.get(name) ?? ""));
  }
  if (outbox.entries().length) outbox.hurry();
}

form.addEventListener("input", touch);
form.addEventListener("change", touch);
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.formMethod === "dialog") return event.preventDefault();
  const clear = button?.dataset.clear;
  if (clear) {
    for (const control of controls(clear)) control.checked = false;
    touched.add(clear);
  }
  const url = clear ? form.dataset.here : button?.formAction || form.action;
  if (!keep(url)) return (leaving = true); // nothing can be kept here: post it as without scripts
  event.preventDefault();
  if (!clear) wanted = form.dataset.next;
  return outbox.hurry();
});
addEventListener("beforeunload", (event) => {
  if (touched.size) keep();
  if (!leaving && (faulty.size || outbox.next())) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // out of the browser's memory: it may be older than what was kept
});
restore();
