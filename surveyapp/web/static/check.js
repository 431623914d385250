// The check page: what waits goes up first; sending is tried until it is received; a copy stays here if one wants it.
import { Outbox, post } from "./outbox.js";

const form = document.getElementById("send");
const status = document.getElementById("kept");
const words = status.dataset;
const button = form.querySelector("button");
const copy = `review.${form.dataset.store}.copy`;
let leaving = false;

const outbox = new Outbox(form.dataset.store, (entry, reply) => {
  if (reply.again) status.textContent = words.waiting;
  else if (reply.refused) status.textContent = reply.error;
  else if (!outbox.entries().length) leave(location.href.split("#")[0]);
});

function leave(address) {
  leaving = true;
  location.assign(address);
}

function answers() {
  return [...document.querySelectorAll(".answers")].map((section) => ({
    title: section.querySelector("h2").firstChild.textContent.trim(),
    pairs: [...section.querySelectorAll("dt")].map((asked) => [asked.textContent, asked.nextElementSibling.textContent]),
  }));
}

async function send(attempt) {
  const reply = await post(form.action, new URLSearchParams(new FormData(form)));
  if (reply.again) {
    status.textContent = words.later;
    setTimeout(() => send(attempt + 1), Math.min(2 ** attempt, 30) * 1000);
  } else if (reply.next) {
    if (form.elements.copy.checked) localStorage.setItem(copy, JSON.stringify(answers()));
    leave(reply.next);
  } else {
    leaving = true;
    form.submit(); // the page itself says why not
  }
}

form.querySelector(".copy").hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (outbox.entries().length) return outbox.hurry();
  button.disabled = true;
  return send(0);
});
document.getElementById("print")?.addEventListener("click", () => print());
addEventListener("beforeunload", (event) => {
  if (!leaving && (button.disabled || outbox.entries().length)) event.preventDefault();
});
if (outbox.entries().length) outbox.hurry();
