// After sending: the copy that the reader chose to keep in this browser, to print or to erase. The server has none.
import { offerPrint, show, stored } from "./pairs.js";

const place = document.getElementById("copy");
const kept = `review.${place.dataset.store}.copy`;
localStorage.removeItem(`review.${place.dataset.store}.outbox`);
show(place, kept, stored(kept));
offerPrint(place.querySelector(".print"));
