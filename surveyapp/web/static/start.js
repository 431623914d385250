// The first page: what waited in this browser since before goes up and is said, and a copy that is kept here is shown.
const status = document.getElementById("kept");
const words = status.dataset;

function has(kind) {
  try {
    return Boolean(localStorage.getItem(`review.${words.store}.${kind}`));
  } catch {
    return false;
  }
}

async function send() {
  const { CLOSED, linksTo, Outbox, SENT, timeHere } = await import("./outbox.js");
  const outbox = new Outbox(words.store, (entry, reply) => {
    if (reply.again) status.textContent = words.waiting;
    else if ([SENT, CLOSED].includes(reply.status)) location.reload(); // to the receipt, or to what was not received
    else if (!outbox.next()) settled();
  });

  function settled() {
    const back = outbox.keepsBack();
    if (back.length) status.replaceChildren(words.partly, ...linksTo(back, words.start));
    else status.textContent = words.saved.replace("{time}", timeHere());
    count();
  }

  await outbox.recover();
  if (!outbox.entries().length) return;
  addEventListener("online", () => outbox.hurry());
  if (outbox.next()) outbox.hurry();
  else settled();
}

// Whether anything was ever written on this browser's disk; one that cannot say is asked by looking.
async function hasDisk() {
  try {
    return (await indexedDB.databases()).length > 0;
  } catch {
    return true;
  }
}

// How far each page is has changed by what went up.
async function count() {
  const answer = await fetch(words.start).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["main .go", "main nav"]) {
    const shown = document.querySelector(part);
    if (!shown.contains(document.activeElement)) shown.replaceWith(found.querySelector(part));
  }
}

if (has("outbox") || (await hasDisk())) send();
if (has("copy")) import("./own.js");
