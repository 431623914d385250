// What is left in this browser once the form is gone, to be read, printed and erased; the server has none of it. After
// sending that is the copy that its reader chose to keep, and after closing what still waited here and came too late.
import { Outbox } from "./outbox.js";

const copy = document.getElementById("copy");
const late = document.getElementById("late");
const { store } = (copy ?? late).dataset;
const outbox = new Outbox(store);
if (copy) showCopy(`review.${store}.copy`);
else await showLate();

function showCopy(kept) {
  outbox.erase();
  show(copy, stored(kept), () => localStorage.removeItem(kept));
  offerPrint(copy.querySelector(".print"));
}

async function showLate() {
  await outbox.recover();
  const pages = {}; // of one page several changes may wait, the latest last
  for (const { page, title, shown } of outbox.entries()) {
    pages[page] = { title: title ?? page, shown: { ...pages[page]?.shown, ...shown } };
  }
  const sections = Object.values(pages).map(({ title, shown }) => ({ title, pairs: Object.values(shown) }));
  show(late, sections, () => outbox.erase());
  if (document.querySelector(".answers:not([hidden])")) offerPrint(document.querySelector(".print"));
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) || [];
  } catch {
    return [];
  }
}

// Show `sections` ([{title, pairs}]) in `place`, where one button erases them.
function show(place, sections, erase) {
  const list = place.querySelector(".kept");
  for (const { title, pairs } of sections) {
    const answers = element("dl", "");
    for (const [asked, answered] of pairs) {
      const words = element("bdi", answered);
      words.className = "words";
      answers.append(element("dt", asked), element("dd", "", words));
    }
    list.append(element("h3", title), answers);
  }
  place.hidden = !sections.length;
  place.querySelector(".erase").addEventListener("click", async () => {
    await erase(); // it is gone when it is no longer seen
    place.hidden = true;
  });
}

// Let a button print; without scripts it is not seen.
function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}
