// The check page: what waits goes up first; sending is tried until it is received; a copy stays here if one wants it.
import { Outbox, post } from "./outbox.js";

const form = document.getElementById("send");
const status = document.getElementById("kept");
const words = status.dataset;
const button = form.querySelector("button");
const copy = `review.${form.dataset.store}.copy`;
let leaving = false;
let hasSent = false;

const outbox = new Outbox(form.dataset.store, (entry, reply) => {
  if (reply.again) status.textContent = words.waiting;
  else if (outbox.stuck.has(entry.key)) status.replaceChildren(reply.error ?? "", " ", words.refused, ...refused());
  else hasSent = true;
  if (hasSent && !outbox.next()) leave(location.href.split("#")[0]);
});

// Links to the pages that the server will not take as they are.
function refused() {
  const left = outbox.entries().filter((entry) => outbox.stuck.has(entry.key));
  return left.flatMap(({ url, page, title }) => {
    const href = new URL(url, location).pathname;
    return [" ", Object.assign(document.createElement("a"), { href, textContent: title || page })];
  });
}

// Storage may be full, and the form is sent all the same.
function keepCopy() {
  try {
    localStorage.setItem(copy, JSON.stringify(answers()));
  } catch {
    // the receipt shows no copy
  }
}

function leave(address) {
  leaving = true;
  location.assign(address);
}

function answers() {
  return [...document.querySelectorAll(".answers")].map((section) => ({
    title: section.querySelector("h2").firstChild.textContent.trim(),
    pairs: [...section.querySelectorAll("dt")].map((asked) => [asked.textContent, asked.nextElementSibling.innerText]),
  }));
}

async function send(attempt) {
  const reply = await post(form.action, new URLSearchParams(new FormData(form)));
  if (reply.again) {
    status.textContent = words.later;
    setTimeout(() => send(attempt + 1), Math.min(2 ** attempt, 30) * 1000);
  } else if (reply.next) {
    if (form.elements.copy.checked) keepCopy();
    leave(reply.next);
  } else {
    leaving = true;
    form.submit(); // the page itself says why not
  }
}

form.querySelector(".copy").hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (outbox.next()) return outbox.hurry();
  button.disabled = true;
  return send(0);
});
const printing = document.querySelector(".print");
printing.hidden = false;
printing.addEventListener("click", () => print());
addEventListener("beforeunload", (event) => {
  if (!leaving && (button.disabled || outbox.next())) event.preventDefault();
});
if (outbox.entries().length) outbox.hurry();
