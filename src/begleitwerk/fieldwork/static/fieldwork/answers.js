// Everything works without this file: it saves each answer at once, says so, and heals.

// What is not stored yet, by statement and field. Nothing leaves it before the server said so.
const waiting = new Map();
let sending = false, unsure = false, pause = 1000, timer;
const status = document.querySelector("[data-fw-status]");

const say = (state) => {
  status.dataset.state = state;
  status.textContent = status.dataset[`fw${state[0].toUpperCase()}${state.slice(1)}`];
};

// One request after the other, so that the last choice is the last to arrive.
const send = async () => {
  clearTimeout(timer);
  if (sending || !waiting.size) return;
  sending = true;
  const [key, { url, fields }] = waiting.entries().next().value;
  const mine = waiting.get(key);
  try {
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), keepalive: true });
    if (answer.status >= 500 || answer.status === 429) throw new Error("try again");
    const { text, why } = await answer.json();
    if (waiting.get(key) === mine) waiting.delete(key);
    pause = 1000;
    unsure = why === "check"; // a text the button asks about: it stays on the page until then
    if (answer.ok) say(waiting.size ? "saving" : "saved");
    else { status.dataset.state = "refused"; status.textContent = text; }
  } catch {
    say("lost");
    timer = setTimeout(send, pause);
    pause = Math.min(pause * 2, 15000);
    sending = false;
    return;
  }
  sending = false;
  send();
};

const keep = (url, item, fields) => {
  const key = `${item} ${Object.keys(fields).sort().join()}`;
  waiting.delete(key); // the newest goes last
  waiting.set(key, { url, fields: { item, ...fields } });
  if (status.dataset.state !== "lost") say("saving");
  send();
};

addEventListener("online", () => { pause = 1000; send(); });
addEventListener("beforeunload", (event) => { if (waiting.size || unsure) event.preventDefault(); });

const valueOf = (place, name) => place.querySelector(`input[name$="${name}"]:checked`)?.value ?? "";

for (const form of document.querySelectorAll("form[data-fw-save]")) {
  const url = form.dataset.fwSave;
  const placeOf = (field) => field.closest("[data-fw-item]");
  let rest, typed;
  form.addEventListener("change", ({ target }) => {
    const place = placeOf(target);
    if (!place || target.type !== "radio") return;
    const fields = { level: valueOf(place, "level") };
    if (place.querySelector('input[name$="importance"]')) fields.importance = valueOf(place, "importance");
    keep(url, place.dataset.fwItem, fields);
  });
  // A text goes when its author rests, leaves the field, or leaves the page.
  const text = () => {
    clearTimeout(rest);
    const place = typed && placeOf(typed);
    if (place) keep(url, place.dataset.fwItem, { [typed.name]: typed.value });
    typed = null;
  };
  form.addEventListener("input", ({ target }) => {
    if (target.tagName !== "TEXTAREA") return;
    typed = target;
    clearTimeout(rest);
    rest = setTimeout(text, 1500);
  });
  form.addEventListener("focusout", text);
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") text(); });

  // Sending the form says everything that stands on it. Without a connection it would be lost: then
  // the page stays until it is back.
  form.addEventListener("submit", (event) => {
    clearTimeout(rest);
    typed = null;
    if (status.dataset.state === "lost" && waiting.size) {
      event.preventDefault();
      status.textContent = status.dataset.fwAsk;
      status.scrollIntoView({ block: "nearest" });
      pause = 1000;
      send();
      return;
    }
    waiting.clear();
    unsure = false;
  });

  // A digit chooses the level of the statement in focus, X and U the other two answers.
  form.addEventListener("keydown", (event) => {
    const place = placeOf(event.target);
    if (!place || event.target.tagName === "TEXTAREA" || event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = { x: "not_applicable", u: "cannot_judge" }[event.key.toLowerCase()] ?? event.key;
    const found = [...place.querySelectorAll('input[name$="level"]')].find((radio) => radio.value === wanted);
    if (!found) return;
    event.preventDefault();
    found.checked = true;
    found.dispatchEvent(new Event("change", { bubbles: true }));
    const places = [...form.querySelectorAll("[data-fw-item]")];
    const next = places[places.indexOf(place) + 1];
    (next?.querySelector('input[name$="level"]:checked') ?? next?.querySelector('input[name$="level"]') ?? found).focus();
  });
}

// In a room: a vote goes without a click on the button.
addEventListener("change", ({ target }) => {
  target.closest?.("form[data-fw-vote]")?.requestSubmit();
});
