// The form with scripts: all its pages in one document, turned at once; answers are kept in this browser with each
// letter, and go up behind that, gathered. Without this file the same pages keep their answers when they are sent.
import { Check } from "./check.js";
import { CLOSED, linksTo, Outbox, SENT, timeHere } from "./outbox.js";
import { Page } from "./page.js";

// Milliseconds without a change, after which what was changed goes up: soon at first, so that one sees it is kept, and
// then for as long as a form takes only after longer than one thinks of an answer, or each would be a request of its own.
const PAUSE = 1500, LONG_PAUSE = 20000, BETWEEN = 900000;
const CHECK = "check";

const status = document.getElementById("kept");
const words = status.dataset;
const main = document.getElementById("main");
const jump = document.querySelector(".jump");
const outbox = new Outbox(words.store, heard);
const pages = new Map(); // by their ids, in the form's order once all are here
await outbox.recover();
let open = read(main.querySelector("article.page"));
let wanted = ""; // where the reader wants to go as soon as this page is kept: before all pages are here
let onward = ""; // its address, where another tab has it kept
let leaving = false;
let pausing;
let paused = -BETWEEN; // when a short pause last let something go up
let isPointed = false; // by a finger or a mouse, and not by a keyboard
let follow;

function read(article) {
  if (article.dataset.page === CHECK) return new Check(article, outbox, { say, refused, leave, end, words, store: words.store });
  const page = new Page(article, outbox);
  pages.set(page.id, page);
  article.addEventListener("input", (event) => changed(page, event));
  article.addEventListener("change", (event) => changed(page, event));
  article.addEventListener("submit", (event) => submitted(page, event));
  return page;
}

// All pages, fetched once behind the first; until they are here a page is left as without scripts, once it is kept.
async function fetchPages(attempt = 0) {
  try {
    const answer = await fetch(words.pages, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    const order = [...found.querySelectorAll("article.page")].map((article) => article.dataset.page);
    const known = new Map([[open.id, open]]);
    for (const article of found.querySelectorAll("article.page")) {
      if (article.dataset.page !== open.id) known.set(article.dataset.page, read(document.adoptNode(article)));
    }
    pages.clear();
    for (const id of order) pages.set(id, known.get(id));
    if (open.id === CHECK) open.fill(questions());
    document.documentElement.dataset.pages = "here";
    if (wanted && pages.has(wanted) && !leaving) turn(wanted);
  } catch {
    setTimeout(() => fetchPages(attempt + 1), Math.min(2 ** attempt, 30) * 1000);
  }
}

function questions() {
  return [...pages.values()].filter((page) => page.id !== CHECK);
}

function changed(page, event) {
  if (!page.touch(event.target)) return;
  if (event.type === "change" && event.target.type === "radio") following(page, event.target);
  soon();
}

// A save goes out when one pauses, turns the page or hides the tab.
function soon() {
  clearTimeout(pausing);
  if (!outbox.isLasting) {
    say(words.nowhere);
    return void outbox.hurry();
  }
  if (!outbox.next()) return settled(""); // it is too long, and stays here
  if (!outbox.failures) say(words.soon);
  const isShort = performance.now() - paused >= BETWEEN;
  pausing = setTimeout(rush, isShort ? PAUSE : LONG_PAUSE, isShort);
  return undefined;
}

function rush(isShort = false) {
  clearTimeout(pausing);
  if (isShort) paused = performance.now();
  if (outbox.next()) outbox.hurry();
  else settled("");
}

// The next statement comes into view after an answer: not for who uses a keyboard, nor where motion is unwelcome.
function following(page, control) {
  const boxes = [...page.form.querySelectorAll(".question")];
  const next = boxes[boxes.indexOf(control.closest(".question")) + 1];
  if (!next || !isPointed || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  follow = setTimeout(() => {
    const { bottom, top } = next.getBoundingClientRect();
    if (bottom > innerHeight) scrollBy({ top: Math.min(bottom - innerHeight + 48, top - 72), behavior: "smooth" });
  }, 300);
}

// Nothing moves under a finger that comes down meanwhile.
function hold(event) {
  isPointed = event.type === "pointerdown";
  clearTimeout(follow);
  if (follow) scrollTo({ top: scrollY, behavior: "instant" });
  follow = undefined;
}

// What came of what went up.
function heard(entry, reply) {
  if (reply.isDone) return emptied();
  if (reply.again && !outbox.isLasting) return say(words.lone);
  if (reply.again) return say(wanted ? words.later : words.waiting);
  if (reply.status === SENT) return leave(reply.next); // which shows what waited
  if (reply.status === CLOSED) return end(reply.error);
  const page = pages.get(entry.page);
  if (!reply.refused) page?.taken(entry, reply);
  if (outbox.next()) return undefined;
  if (reply.refused) return refused(reply.error);
  settled(timeHere());
  if (open.isSending) return goOn();
  if (wanted && !outbox.keepsBack(open.id).length) return leave(reply.next);
  wanted = "";
  return undefined;
}

// Another tab has sent what waited.
function emptied() {
  if (outbox.isBehind) settled(timeHere());
  outbox.isBehind = false;
  if (open.isSending) goOn();
  else if (wanted && !outbox.keepsBack(open.id).length) leave(onward);
}

// Nothing waits any more: send the form, once what goes without it was said.
function goOn() {
  return outbox.keepsBack().length && !open.isTold ? refused("") : open.send(0);
}

function settled(time) {
  const back = outbox.keepsBack();
  if (back.length && open.id === CHECK && !open.isSending) refused("");
  else if (back.length) told(words.partly);
  else if (time) say(words.saved.replace("{time}", time));
}

// Say why something was not taken, with links to the pages that it stands on.
function refused(error) {
  if (open.isSending) open.stop();
  wanted = "";
  told(error ?? "", " ", words.refused);
}

// Say something, and lead to what the server has not taken.
function told(...said) {
  const parts = [...said, ...linksTo(outbox.keepsBack(), words.start)];
  const text = parts.map((part) => part.textContent ?? part).join("");
  if (status.textContent !== text) status.replaceChildren(...parts); // a link that one is about to press stays
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

// Nothing is received any more, and that stands in the place of what was said of saving. Pages still turn, to be read
// and printed; what is kept in this browser stays until it is erased.
function end(why) {
  if (outbox.isEnded) return;
  outbox.isEnded = true;
  wanted = "";
  const said = document.getElementById("ended").content.cloneNode(true).firstElementChild;
  said.querySelector("strong").textContent = why;
  said.querySelector("[value=print]").addEventListener("click", printAll);
  said.querySelector("[value=erase]").addEventListener("click", async () => {
    if (outbox.isLasting) localStorage.removeItem(`review.${words.store}.copy`);
    await outbox.erase();
    leave(words.start);
  });
  document.documentElement.dataset.ended = "";
  for (const page of questions()) page.form.querySelector(".primary").textContent = words.onward;
  status.replaceWith(said);
  if (!open.isSending) return;
  open.stop();
  open.keepCopy();
  said.focus();
}

function printAll() {
  if (pages.has(CHECK) && open.id !== CHECK) turn(CHECK);
  print();
}

function leave(address) {
  leaving = true;
  if (address) location.assign(address);
}

// Show another page at once. What was kept of this one goes up behind it.
function turn(id, { isNew = true, place = "" } = {}) {
  const page = pages.get(id);
  rush();
  wanted = "";
  open.article.replaceWith(page.article);
  open = page;
  if (page.id === CHECK) {
    page.fill(questions());
    page.isTold = false;
    settled("");
  }
  const address = page.url.split("?")[0];
  if (isNew) history.pushState(null, "", address + (place ? `#${place}` : ""));
  document.title = `${page.title} – ${document.title.split(" – ").at(-1)}`;
  for (const other of document.querySelectorAll(".switch")) {
    if (other.href) other.href = `${address}?lang=${other.lang}`;
    else other.formAction = `${address}?go=${id}&lang=${other.lang}`;
  }
  list();
  const target = place && document.getElementById(place);
  (target || page.article.querySelector("h1")).focus({ preventScroll: Boolean(target) });
  if (target) target.scrollIntoView({ behavior: "instant" });
  else scrollTo({ top: 0, behavior: "instant" }); // not through the whole page
}

// How far each page is, in the list of all.
function list() {
  jump.hidden = open.id === CHECK;
  jump.open = false;
  for (const line of jump.querySelectorAll("li[data-page]")) {
    const page = pages.get(line.dataset.page);
    const button = line.querySelector("button");
    if (page === open) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
    const asked = Number(page.article.dataset.asked);
    const answered = page.answered();
    if (!answered && !line.className) continue;
    line.className = answered === asked && !outbox.keepsBack(page.id).length ? "done" : "partly";
    line.querySelector(".count").textContent = jump.querySelector("ol").dataset.count.replace("{answered}", answered).replace("{asked}", asked);
  }
}

function submitted(page, event) {
  const button = event.submitter;
  if (button?.formMethod === "dialog") return event.preventDefault();
  event.preventDefault();
  const { clear } = button?.dataset ?? {};
  if (clear) {
    page.clear(clear);
    return soon();
  }
  const asked = new URLSearchParams(button?.getAttribute("formaction")?.split("?")[1] ?? "");
  const there = asked.get("go") ?? page.form.dataset.next;
  if (pages.size > 1 && pages.has(there) && !asked.has("lang")) {
    page.leave(`${page.url}?go=${there}`);
    return turn(there);
  }
  if (outbox.isEnded) return leave(words.start);
  page.isSeen = false; // whatever is known of it: the answer says where the form goes on
  page.leave(asked.has("lang") ? button.formAction : `${page.url}?go=${there}`);
  wanted = asked.has("lang") ? asked.get("lang") : there;
  onward = asked.has("lang") ? `${page.url.split("?")[0]}?lang=${wanted}` : `${words.start}/${there}`;
  return outbox.hurry();
}

// Links to pages that are here are turned to; others are followed.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const { pathname, hash } = new URL(link.href);
  const found = [...pages.values()].find((page) => new URL(page.url, location).pathname === pathname);
  if (!found || found === open) return;
  event.preventDefault();
  turn(found.id, { place: decodeURIComponent(hash.slice(1)) });
});
addEventListener("pointerdown", hold, true);
addEventListener("keydown", hold, true);
document.addEventListener("visibilitychange", () => outbox.next() && rush());
addEventListener("pagehide", () => outbox.next() && rush());
addEventListener("online", () => outbox.hurry());
addEventListener("storage", ({ key }) => key === outbox.place && pages.forEach((page) => page.catchUp?.()));
addEventListener("popstate", () => {
  const id = location.pathname.split("/").at(-1);
  if (pages.has(id) && pages.get(id) !== open) turn(id, { isNew: false });
});
// What waits goes up as one leaves, and stays here where the line is down: then that is asked about.
addEventListener("beforeunload", (event) => {
  const isKept = outbox.isLasting && !outbox.failures && navigator.onLine;
  const isWaiting = open.isSending || (outbox.next() && !isKept) || outbox.keepsBack().length;
  const isAtRisk = outbox.isEnded ? !outbox.isLasting && outbox.entries().length : isWaiting;
  if (!leaving && isAtRisk) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // out of the browser's memory: it may be older than what was kept
});
if (outbox.next()) outbox.hurry();
else settled("");
fetchPages();
