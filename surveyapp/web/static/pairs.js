// Questions with their answers that are kept in this browser alone, to be read and printed.

export function stored(key) {
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

// Show `sections` ([{title, pairs}]) in `place`, whose buttons print and erase what is kept under `key`.
export function show(place, key, sections) {
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
  place.querySelector(".erase").addEventListener("click", () => {
    localStorage.removeItem(key);
    place.hidden = true;
    document.getElementById("main").focus(); // what had it is gone
  });
}

// Let a button print; without scripts it is not seen.
export function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
