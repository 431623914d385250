// After closing: what still waited in this browser came too late. It is shown, to be printed; the server has none of it.
import { offerPrint, show, stored } from "./pairs.js";

const place = document.getElementById("late");
const kept = `review.${place.dataset.store}.outbox`;
const pages = {}; // of one page several changes may wait, the latest last
for (const { page, title, shown } of stored(kept)) {
  pages[page] = { title: title ?? page, shown: { ...pages[page]?.shown, ...shown } };
}
show(place, kept, Object.values(pages).map(({ title, shown }) => ({ title, pairs: Object.values(shown) })));
if (document.querySelector(".answers:not([hidden])")) offerPrint(document.querySelector(".print"));
