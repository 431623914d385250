// The meeting's screen: keeps what is typed as it is typed, shows what other screens write, turns by the arrow keys.
// Without this the form is saved by its button, and all the same is there.
const form = document.querySelector("form.now");
const find = (selector, within = document) => within.querySelector(selector);

function go(rel) {
  find(`.turns a[rel=${rel}]`)?.click();
}

// A score that was chosen with a finger or a mouse lets the keys go on turning; who chose it by keys still moves in it.
addEventListener("pointerup", () => setTimeout(() => {
  if (document.activeElement.matches("input[type=radio]")) document.activeElement.blur();
}));

// A presenter's remote control sends PageUp and PageDown.
addEventListener("keydown", (event) => {
  const isTyped = event.target.matches("input:not([type=radio]), textarea, select");
  const isMoved = event.target.matches("input") && event.key.startsWith("Arrow");
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyped || isMoved) return;
  const [forward, backward] = document.dir === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  const isForward = [forward, "PageDown"].includes(event.key);
  if (!isForward && ![backward, "PageUp"].includes(event.key)) return;
  event.preventDefault();
  go(isForward ? "next" : "prev");
});

const printer = find("button.print");
if (printer) {
  printer.hidden = false;
  printer.addEventListener("click", () => print());
}

windows();
if (form) room();

// Windows of one browser: whichever is looked at leads, and one that follows turns to where that is, in its own
// language and light. Nothing goes over the line for it; another machine has its own browser, and does not follow.
function windows() {
  const toggle = find(".follow"), root = location.pathname.match(/^\/staff\/reviews\/\d+\/meeting/)?.[0];
  if (!toggle || !root || !("BroadcastChannel" in window)) return;
  toggle.hidden = false;
  const channel = new BroadcastChannel(root), WHERE = "where";
  const lead = () => { if (document.visibilityState === "visible") channel.postMessage(location.pathname); };
  const isTyping = () => document.activeElement.matches("textarea, select, input:not([type=radio])");
  function follow(path) {
    if (!path.startsWith(root) || path === location.pathname || isTyping()) return;
    const link = document.createElement("a");
    link.href = path + location.search;
    document.body.append(link);
    link.click(); // as a person does: what was typed here is kept before
    link.remove();
  }
  const isFollowing = toggle.hasAttribute("aria-current");
  channel.addEventListener("message", ({ data }) => {
    if (isFollowing && data !== WHERE) follow(data);
    if (!isFollowing && data === WHERE) lead();
  });
  if (isFollowing) channel.postMessage(WHERE);
  else for (const [target, happens] of [[window, "pageshow"], [window, "focus"], [document, "visibilitychange"]]) target.addEventListener(happens, lead);
}

function room() {
  const PAUSE = 1200, PATIENCE = 10000, EVERY = 2000, HAND = 3000, REST = 60000;
  const said = form.dataset, status = find(".kept", form), isKept = !find("fieldset.fields", form).disabled;
  const store = `room ${location.pathname}`;
  const base = new Map(), taken = new Map(), clashes = new Set();
  let version = "", waiting, saving, isFailing = false, touchedAt = 0, typedAt = 0, isLeaving = false;

  const names = () => new Set([...form.elements].filter((one) => one.name && one.type !== "hidden" && one.localName !== "button" && one.localName !== "fieldset").map((one) => one.name));
  const control = (name) => form.elements.namedItem(name);
  const value = (name) => control(name)?.value ?? "";
  const isMine = (name) => value(name) !== base.get(name) && value(name) !== taken.get(name);
  const isUnderHand = (name) => document.activeElement?.name === name && Date.now() - typedAt < HAND;
  const mine = () => [...names()].filter(isMine);
  const label = (name, text) => {
    const radio = [...form.querySelectorAll(`input[type=radio][name="${CSS.escape(name)}"]`)].find((one) => one.value === text);
    return radio?.nextElementSibling.textContent || text || said.nothing;
  };
  const tell = (text) => { if (status.textContent !== text) status.textContent = text; };

  // --- what stands beside a field: another screen's text, or why it was not kept ---
  function place(name) {
    const field = control(name);
    if (!field) return null;
    return field instanceof RadioNodeList ? find(".points", document.getElementById(name)) : field;
  }

  function unsay(name) {
    document.getElementById(`said-${name}`)?.remove();
    clashes.delete(name);
    place(name)?.removeAttribute("aria-invalid");
  }

  function say(name, text, buttons = []) {
    unsay(name);
    const at = place(name);
    if (!at) return;
    const line = document.createElement("p");
    line.className = "error clash";
    line.id = `said-${name}`;
    line.setAttribute("role", "alert");
    line.append(text, ...buttons);
    const isScore = control(name) instanceof RadioNodeList;
    if (isScore) at.after(line);
    else at.before(line);
    if (!isScore) at.setAttribute("aria-invalid", "true");
  }

  function clash(name, theirs) {
    const quote = document.createElement("q");
    quote.dir = "auto";
    quote.textContent = label(name, theirs);
    const [take, keep] = [said.take, said.keep].map((text) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = text;
      return button;
    });
    const settle = () => { unsay(name); base.set(name, theirs); taken.delete(name); };
    take.addEventListener("click", () => { settle(); put(name, theirs); remember(); });
    keep.addEventListener("click", () => { settle(); save(); });
    say(name, `${said.elsewhere} `, [quote, " ", take, " ", keep]);
    clashes.add(name);
  }

  // --- fields and cards ---
  function put(name, text) {
    const field = control(name);
    if (!field) return;
    field.value = text;
    if (field instanceof RadioNodeList && !text) field.forEach((one) => { one.checked = one.value === ""; });
  }

  function rename(card, key) {
    const before = card.dataset.key;
    const other = (text) => text.startsWith(`${before}-`) ? key + text.slice(before.length) : text;
    for (const one of card.querySelectorAll("[name], [id], [for]")) {
      if (one.name && one.localName !== "button") one.name = other(one.name);
      if (one.id) one.id = other(one.id);
      if (one.htmlFor) one.htmlFor = other(one.htmlFor);
    }
    const drop = find("[name=taken-back]", card);
    drop.value = key;
    drop.hidden = key === "new";
    card.dataset.key = key;
  }

  const cardOf = (key) => find(`.step[data-key="${key}"]`, form);
  const blank = cardOf("new").cloneNode(true);
  for (const one of blank.querySelectorAll("input, textarea, select")) one.value = "";
  for (const one of blank.querySelectorAll(".error")) one.remove();

  function add(key) {
    const card = blank.cloneNode(true);
    const fresh = cardOf("new");
    if (fresh) fresh.before(card);
    else [...form.querySelectorAll(".step")].at(-1).after(card);
    rename(card, key);
    for (const name of names()) if (!base.has(name)) base.set(name, "");
  }

  // The action that was being typed here is whole: its fields go on under its number, and a new card stands below.
  function becomes(key) {
    const card = cardOf("new");
    for (const name of [...names()].filter((one) => one.startsWith("new-"))) {
      const to = key + name.slice(3);
      if (base.has(name)) base.set(to, base.get(name));
      if (taken.has(name)) taken.set(to, taken.get(name));
      base.set(name, "");
      taken.delete(name);
    }
    rename(card, String(key));
    add("new");
    card.after(cardOf("new"));
  }

  function apply(state) {
    version = state.version;
    if (state.token) find("[name=csrf_token]", form).value = state.token;
    for (const key of new Set(Object.keys(state.fields).filter((name) => name.endsWith("-words")).map((name) => name.slice(0, -6)))) {
      if (!cardOf(key)) add(key);
    }
    for (const [name, text] of Object.entries(state.fields)) {
      if (!control(name) || name in state.clashes || clashes.has(name)) continue;
      if (base.get(name) === text) continue;
      if (isMine(name)) {
        if (value(name) === text) base.set(name, text);
        else clash(name, text);
      } else if (isUnderHand(name)) {
        version = ""; // to be looked at again
      } else {
        base.set(name, text);
        taken.delete(name);
        if (value(name) !== text) put(name, text);
      }
    }
    for (const card of form.querySelectorAll(".step")) {
      if (!(`${card.dataset.key}-words` in state.fields) && !card.contains(document.activeElement)) card.remove();
    }
    if (state.signed && isKept) location.reload();
  }

  // --- saving ---
  function remember() {
    const left = Object.fromEntries(mine().map((name) => [name, [value(name), base.get(name) ?? ""]]));
    if (Object.keys(left).length) sessionStorage.setItem(store, JSON.stringify(left));
    else sessionStorage.removeItem(store);
  }

  async function ask(address, options) {
    const reply = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    if (reply.redirected || (!reply.ok && reply.status !== 304)) throw new Error(`${reply.status}`);
    return reply.status === 304 ? null : reply.json();
  }

  function body(sent) {
    const fields = new URLSearchParams({ csrf_token: find("[name=csrf_token]", form).value, ...sent });
    fields.append("shown", JSON.stringify(Object.fromEntries(Object.keys(sent).map((name) => [name, base.get(name) ?? ""]))));
    return fields;
  }

  async function post(sent, isAgain = false) {
    try {
      return await ask(form.action, { method: "POST", body: body(sent), headers: { Accept: "application/json" } });
    } catch (error) {
      if (error.message !== "400" || isAgain) throw error;
      apply(await ask(`${said.now}?renewed=1`, { headers: { Accept: "application/json" } })); // with a token of now
      return post(sent, true);
    }
  }

  async function keep() {
    const sent = Object.fromEntries(mine().filter((name) => !clashes.has(name)).map((name) => [name, value(name)]));
    if (!Object.keys(sent).length) return !clashes.size;
    try {
      const state = await post(sent);
      isFailing = false;
      for (const name of Object.keys(sent)) {
        unsay(name);
        if (name in state.clashes || name in state.faults) continue;
        taken.set(name, sent[name]);
        base.set(name, state.made && name.startsWith("new-") ? state.fields[state.made + name.slice(3)] : state.fields[name]);
      }
      if (state.made) becomes(state.made);
      apply(state);
      for (const [name, theirs] of Object.entries(state.clashes)) clash(name, theirs);
      for (const [name, why] of Object.entries(state.faults)) say(name, why);
      tell(mine().length ? said.unsaved : state.saved);
      remember();
      return !mine().length;
    } catch (error) {
      isFailing = true;
      remember();
      tell(/^\d+$/.test(error.message) ? said.refused : said.lost);
      return false;
    }
  }

  // One after the other. Says whether all is kept.
  async function save() {
    clearTimeout(waiting);
    await saving;
    saving = keep();
    return saving;
  }

  form.addEventListener("input", (event) => {
    if (!event.target.name) return;
    typedAt = Date.now();
    tell(said.unsaved);
    remember();
    clearTimeout(waiting);
    waiting = setTimeout(save, event.target.type === "radio" || event.target.localName === "select" ? 0 : PAUSE);
  });
  form.addEventListener("focusout", () => { if (mine().length) save(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); save(); }
  });
  form.addEventListener("submit", async (event) => {
    if (isLeaving) return;
    event.preventDefault();
    const key = event.submitter?.name === "taken-back" ? event.submitter.value : "";
    if (!await save() || !key) return;
    try {
      const state = await post({ "taken-back": key });
      document.activeElement?.blur();
      apply(state);
      tell(state.saved);
    } catch { tell(said.lost); }
  });

  // --- leaving: first all is kept, and where it cannot be, the page stays ---
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || isLeaving || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !mine().length) return;
    event.preventDefault();
    if (!await save()) return;
    isLeaving = true;
    location.assign(link.href);
  });
  addEventListener("beforeunload", (event) => { if (mine().length && !isLeaving) event.preventDefault(); });

  // --- what other screens write; a page that nobody touches asks as such, and ends no later for it ---
  async function look() {
    const isTouched = Date.now() - touchedAt < REST;
    try {
      const asked = `${said.now}?lang=${document.documentElement.lang}${isTouched ? "" : "&by-itself=1"}`;
      const state = await ask(asked, { headers: { Accept: "application/json", ...(version && { "If-None-Match": `"${version}"` }) } });
      if (saving) await saving;
      if (state) {
        apply(state);
        if (!mine().length) tell(state.saved);
      }
      if (isFailing && mine().length) await save();
      else if (isFailing) { isFailing = false; version = ""; }
    } catch (error) {
      isFailing = true;
      tell(/^\d+$/.test(error.message) ? said.refused : said.lost);
    }
  }
  async function follow() {
    if (document.visibilityState === "visible") await look();
    setTimeout(follow, isFailing ? 2 * EVERY : EVERY);
  }
  for (const touch of ["pointerdown", "pointermove", "keydown"]) addEventListener(touch, () => { touchedAt = Date.now(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });

  // --- what could not be kept before the page was loaded anew ---
  for (const name of names()) base.set(name, value(name));
  const left = JSON.parse(sessionStorage.getItem(store) ?? "{}");
  if (isKept) {
    for (const [name, [text, shown]] of Object.entries(left)) {
      if (!control(name)) continue;
      base.set(name, shown);
      put(name, text);
    }
    if (mine().length) save();
    for (const one of form.querySelectorAll(".by-hand")) one.hidden = true;
  }
  setTimeout(follow, EVERY);
  clock();

  // Quiet: how long this topic has been on the screen, over a change of language too.
  function clock() {
    const shown = find(".clock"), key = `clock ${said.clock}`, before = Number(sessionStorage.getItem(key) ?? 0), since = Date.now();
    const tick = () => {
      const seconds = before + Math.floor((Date.now() - since) / 1000);
      sessionStorage.setItem(key, seconds);
      find("bdi", shown).textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };
    tick();
    shown.hidden = false;
    setInterval(tick, 1000);
  }
}
