// A long step in parts: presses the button of the page that says how far it is, as soon as it is there.
const form = document.querySelector("form[data-goes-on]");
form?.requestSubmit();
