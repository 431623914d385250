// The page before sending: every answer as it stands in this browser, what is still open, and sending, which is tried
// until it is received; a copy stays here if one wants it.
import { CLOSED, post } from "./outbox.js";

export class Check {
  constructor(article, outbox, told) {
    this.article = article;
    this.outbox = outbox;
    this.told = told; // how the form says something, and where it leads on: {say, refused, leave, end, words, store}
    this.id = article.dataset.page;
    this.title = article.dataset.title;
    this.url = article.dataset.url;
    this.form = article.querySelector("#send");
    this.form.action = this.url; // what is missing is asked here
    this.isSending = false;
    this.isThin = "thin" in article.dataset; // less than half is answered
    this.isTold = false; // of what will not be part of what is sent
    article.querySelector(".copy").hidden = false;
    this.offerPrint(article.querySelector(".print"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    const sure = article.querySelector("dialog");
    sure.addEventListener("close", () => sure.returnValue === "send" && this.begin());
  }

  offerPrint(button) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // Write down the answers of `pages` as they stand, and count what is open.
  fill(pages) {
    let asked = 0;
    let answered = 0;
    for (const page of pages) {
      const all = Number(page.article.dataset.asked);
      asked += all;
      answered += page.answered();
      const line = this.article.querySelector(`.lacking-pages li[data-page="${page.id}"]`);
      line.hidden = page.answered() === all;
      line.querySelector(".count").textContent = filled(line.parentElement.dataset.count, page.answered(), all);
      for (const place of this.article.querySelectorAll(`.answers[data-page="${page.id}"] [data-of]`)) this.write(place, page);
    }
    const lacking = this.article.querySelector(".lacking-pages");
    const total = lacking.querySelector(".total");
    lacking.hidden = asked === answered;
    total.textContent = filled(total.dataset.said, answered, asked);
    const sure = this.article.querySelector("#sure-asked");
    sure.textContent = filled(sure.dataset.said, answered, asked);
    this.isThin = answered * 2 < asked;
  }

  write(place, page) {
    const name = place.dataset.of;
    const controls = page.controls(name);
    if (controls[0].type === "textarea") return this.writeText(place, page, name, controls[0].value.trim());
    const chosen = controls.filter((control) => control.checked).map((control) => control.closest("label").textContent.trim());
    if (!chosen.length && !place.querySelector(".missing")) {
      const missing = Object.assign(document.createElement("a"), { className: "missing", href: `${page.url}#${name}`, textContent: this.article.dataset.missing });
      missing.ariaLabel = `${missing.textContent} – ${place.previousElementSibling.textContent}`;
      place.replaceChildren(missing);
    } else if (chosen.length && controls[0].type === "radio") place.textContent = chosen[0];
    else if (chosen.length) place.replaceChildren(listed(chosen));
    return undefined;
  }

  writeText(place, page, name, said) {
    const { none, shown, hidden } = this.article.dataset;
    if (!said) return place.replaceChildren(Object.assign(document.createElement("span"), { className: "fine", textContent: none }));
    const words = Object.assign(document.createElement("bdi"), { className: "words", textContent: said });
    const isShared = page.controls(`${name}.share`)[0].checked;
    return place.replaceChildren(words, " ", Object.assign(document.createElement("em"), { textContent: `(${isShared ? shown : hidden})` }));
  }

  ask() {
    if (this.isThin) this.article.querySelector("dialog").showModal();
    else this.begin();
  }

  // What the server has not taken is named before the form is sent without it; who sends again has read that.
  begin() {
    if (this.outbox.keepsBack().length && !this.isTold) {
      this.isTold = true;
      return this.told.refused("");
    }
    this.isSending = true;
    document.getElementById("kept").focus(); // a button that is disabled loses it
    for (const button of this.article.querySelectorAll("[form=send],#send button")) button.disabled = true;
    if (this.outbox.next()) this.outbox.hurry();
    else this.send(0);
    return undefined;
  }

  async send(attempt) {
    const reply = await post(this.form.action, new URLSearchParams(new FormData(this.form)));
    if (reply.again) {
      this.told.say(this.told.words.send);
      setTimeout(() => this.send(attempt + 1), Math.min(2 ** attempt, 30) * 1000);
    } else if (reply.next) {
      this.keepCopy();
      this.told.leave(reply.next);
    } else if (reply.status === CLOSED) {
      this.told.end(reply.error);
    } else {
      this.told.leave();
      this.form.submit(); // the page itself says why not
    }
  }

  stop() {
    this.isSending = false;
    this.isTold = true;
    for (const button of this.article.querySelectorAll("[form=send],#send button")) button.disabled = false;
  }

  // A question, its answer, and of a comment whether it may be shown.
  pair(asked) {
    const place = asked.nextElementSibling;
    const said = place.querySelector(".missing") ? this.article.dataset.missing : (place.querySelector(".words") ?? place).innerText.trim();
    const note = place.querySelector("em")?.textContent;
    return [asked.textContent.trim(), said, ...(note ? [note] : [])];
  }

  // Only where one ticked it. Storage may be full, and the form is sent all the same.
  keepCopy() {
    if (!this.form.elements.copy.checked) return;
    const isSaid = (asked) => !asked.nextElementSibling.matches(".text:has(.fine)");
    const sections = [...this.article.querySelectorAll(".answers")].map((section) => ({
      title: section.querySelector("h2").firstChild.textContent.trim(),
      pairs: [...section.querySelectorAll("dt")].filter(isSaid).map((asked) => this.pair(asked)),
    }));
    try {
      localStorage.setItem(`review.${this.told.store}.copy`, JSON.stringify(sections));
    } catch {
      // the receipt shows no copy
    }
  }
}

function filled(said, answered, asked) {
  return said.replace("{answered}", answered).replace("{asked}", asked);
}

function listed(texts) {
  const list = document.createElement("ul");
  list.append(...texts.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
  return list;
}
