// Passkeys: asks the browser to make one or to show one, as the form says, and hands its answer to the form.
const form = document.getElementById("passkey");
const asked = form.dataset.make ?? form.dataset.show;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (listed) => listed?.map((one) => ({ ...one, id: bytes(one.id) }));

function readable(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: known(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: known(options.allowCredentials) }),
  };
}

function answerOf(credential) {
  const { id, rawId, type, response } = credential;
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"];
  const parts = names.filter((name) => response[name]).map((name) => [name, words(response[name])]);
  return JSON.stringify({ id, rawId: words(rawId), type, response: Object.fromEntries(parts) });
}

async function ask() {
  const failed = form.querySelector("[role=alert]");
  failed.hidden = true;
  try {
    const publicKey = readable(JSON.parse(asked));
    const kind = form.dataset.make ? "create" : "get";
    form.elements.answer.value = answerOf(await navigator.credentials[kind]({ publicKey }));
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  form.hidden = false;
  document.getElementById("unable")?.remove();
  if (asked) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask();
    });
    ask();
  }
}
