// The first page: what waited here since before goes up.
const status = document.getElementById("kept");
const words = status.dataset;

// A browser that cannot say whether anything is kept here is asked by looking.
async function keeps() {
  try {
    return localStorage.getItem(`review.${words.store}.outbox`) || (await indexedDB.databases()).length;
  } catch {
    return true;
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

if (await keeps()) send();
