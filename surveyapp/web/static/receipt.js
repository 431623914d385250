// After sending: the copy that the reader chose to keep in this browser, to print or to erase. The server has none.
const place = document.getElementById("copy");
const kept = `review.${place.dataset.store}.copy`;
localStorage.removeItem(`review.${place.dataset.store}.outbox`);

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function show(sections) {
  const list = place.querySelector(".kept");
  for (const { title, pairs } of sections) {
    const answers = element("dl", "");
    for (const [asked, answered] of pairs) answers.append(element("dt", asked), element("dd", "", element("bdi", answered)));
    list.append(element("h3", title), answers);
  }
  place.hidden = false;
}

const text = localStorage.getItem(kept);
if (text) show(JSON.parse(text));
place.querySelector(".print").addEventListener("click", () => print());
place.querySelector(".erase").addEventListener("click", () => {
  localStorage.removeItem(kept);
  place.hidden = true;
});
