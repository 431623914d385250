// What this browser alone keeps behind a link: what was not received, and the copy that one chose to keep. Both are
// read, printed and erased here; the server has none of it.

const printed = document.documentElement.classList;

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) || [];
  } catch {
    return [];
  }
}

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

// What waits as sections: of one page several changes may wait, the latest last.
function gathered(entries) {
  const pages = {};
  for (const { page, title, shown } of entries) {
    pages[page] = { title: title ?? page, shown: { ...pages[page]?.shown, ...shown } };
  }
  return Object.values(pages).map(({ title, shown }) => ({ title, pairs: Object.values(shown) })).filter(({ pairs }) => pairs.length);
}

// Show `sections` ([{title, pairs}]) in `place`, with buttons that print and erase them.
function show(place, sections, erase) {
  const list = place.querySelector(".kept");
  for (const { title, pairs } of sections) {
    const answers = element("dl", "");
    for (const [asked, answered, note] of pairs) {
      const words = element("bdi", answered);
      words.className = "words";
      answers.append(element("dt", asked), element("dd", "", words, ...(note ? [" ", element("em", note)] : [])));
    }
    list.append(element("h3", title), answers);
  }
  place.hidden = !sections.length;
  place.querySelector(".erase").addEventListener("click", async () => {
    await erase(); // it is gone when it is no longer seen
    const erased = Object.assign(element("p", place.dataset.erased), { tabIndex: -1 });
    erased.setAttribute("role", "status");
    place.replaceWith(erased);
    erased.focus();
  });
}

// A block's own button prints the block alone, the page's button all of it.
function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    printed.toggle("prints-own", Boolean(button.closest(".own")));
    print();
  });
}
addEventListener("afterprint", () => printed.remove("prints-own"));

function offerCopying(button, code) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}

// A copy with the receipt's code arrived. The code is kept beside a copy only, which its reader asked for.
function showCopy(place, received) {
  const [kept, coded] = ["copy", "receipt"].map((kind) => `review.${place.dataset.store}.${kind}`);
  const sections = stored(kept);
  if (received && sections.length) localStorage.setItem(coded, JSON.stringify(received));
  const code = String(stored(coded));
  place.querySelector(code ? ".arrived" : ".unsure").hidden = Boolean(received);
  place.querySelector(".arrived strong").textContent = code;
  show(place, sections, () => [kept, coded].forEach((key) => localStorage.removeItem(key)));
}

async function showLate(place) {
  const { Outbox } = await import("./outbox.js");
  const outbox = new Outbox(place.dataset.store);
  await outbox.recover();
  show(place, gathered(outbox.entries()), () => outbox.erase());
  if (place.hidden) outbox.erase();
}

const late = document.getElementById("late");
if (late) await showLate(late);
const receipt = document.querySelector("[data-receipt]");
showCopy(document.getElementById("copy"), receipt?.dataset.receipt);
if (receipt) offerCopying(document.querySelector(".copies"), receipt.dataset.receipt);
document.querySelectorAll("button.print").forEach(offerPrint);
