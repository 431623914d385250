// Keys a paper form from the keyboard alone, and keeps what was typed as it goes. Without this the form works all the same.
const form = document.querySelector("form.keying");
const stops = [...form.querySelectorAll("input:not([type=hidden]), textarea, .actions button")];
const status = form.querySelector("[role=status]");
const [forward, backward] = document.dir === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
const PAUSE = 2000, PATIENCE = 15000;
let waiting, keeping, isDirty = false, isLeaving = false;

const isText = (field) => field.localName === "textarea";
const isTick = (field) => field.type === "checkbox";
const isMark = (field) => field.localName === "input" && !isTick(field);
const isWrong = (field) => Boolean(field.value) && !field.validity.valid;

function go(from, by) {
  const to = stops[stops.indexOf(from) + by];
  to?.focus();
  to?.scrollIntoView({ block: "center" });
}

function say(field) {
  const output = field.nextElementSibling;
  if (output?.localName !== "output") return;
  const legend = document.getElementById(field.getAttribute("aria-describedby"));
  const plain = field.value.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15).replaceAll("؟", "?");
  const words = plain.split(/[\s,،;؛]+/).map((mark) => legend.querySelector(`[data-mark="${CSS.escape(mark)}"]`)?.textContent);
  output.textContent = isWrong(field) ? field.dataset.refused ?? form.dataset.refused : words.filter(Boolean).join(" · ");
  if (isWrong(field)) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

async function post() {
  isDirty = false;
  const asked = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } };
  try {
    const reply = await fetch(form.action, { ...asked, signal: AbortSignal.timeout(PATIENCE) });
    const said = await reply.json(); // of a page to sign in on it fails
    status.textContent = said.saved ?? said.error;
    isDirty = !reply.ok;
  } catch {
    isDirty = true;
    status.textContent = form.dataset.lost;
  }
  return !isDirty;
}

// One after the other, so that what was typed last is kept last. Says whether it was.
async function keep() {
  clearTimeout(waiting);
  await keeping;
  keeping = post();
  return keeping;
}

// A mark that is typed takes the place of the one that stood there.
function choose(field) {
  if (isMark(field)) field.select();
}

form.addEventListener("focusin", (event) => choose(event.target));
form.addEventListener("keydown", (event) => {
  const field = event.target, { key } = event;
  if ((event.ctrlKey || event.metaKey) && key === "s") {
    event.preventDefault();
    keep();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !stops.includes(field)) return;
  const isEmpty = isTick(field) ? !field.checked : !field.value;
  const arrows = !isText(field) || isEmpty; // in words, arrows move within them
  let by = 0;
  if (key === "Enter" && !event.shiftKey && field.localName !== "button") by = 1;
  else if (arrows && (key === "ArrowDown" || key === forward)) by = 1;
  else if ((arrows && (key === "ArrowUp" || key === backward)) || (key === "Backspace" && isEmpty)) by = -1;
  else if (isTick(field) && "1١۱0٠۰".includes(key)) {
    field.checked = "1١۱".includes(key);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else return;
  event.preventDefault();
  if (by > 0 && isWrong(field)) field.select();
  else if (by) go(field, by);
});

form.addEventListener("input", (event) => {
  say(event.target);
  isDirty = true;
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE);
});
// The page is left only once all of it is kept: where the line is down or nobody is signed in, it stays.
form.addEventListener("submit", async (event) => {
  if (isLeaving) return;
  event.preventDefault();
  if (!await keep()) return;
  isDirty = false;
  isLeaving = true;
  form.requestSubmit(event.submitter);
});
addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});
document.querySelector(".keys").hidden = false;
document.getElementById("errors")?.focus();
choose(document.activeElement);
