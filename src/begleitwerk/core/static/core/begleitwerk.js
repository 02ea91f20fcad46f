// Everything works without this file; it only makes some things kinder.

// A failed save: the summary is read aloud and the next Tab leads into it.
document.querySelector("[data-bw-errors]")?.focus();

// Leaving with unsaved input asks. A form that came back with errors is unsaved from the start.
for (const form of document.querySelectorAll("form[data-bw-guard]")) {
  let unsaved = document.querySelector("[data-bw-errors]") !== null;
  form.addEventListener("input", () => { unsaved = true; });
  for (const kept of ["submit", "bw:saved"]) form.addEventListener(kept, () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

// Long forms save as they go: after two seconds of rest, and when the page is left.
for (const form of document.querySelectorAll("form[data-bw-autosave]")) {
  const status = form.querySelector("[data-bw-saved]");
  let rest, changes = 0, kept = 0, under_way = false, stopped = false;
  const save = async () => {
    clearTimeout(rest);
    if (stopped || under_way || kept === changes) return;
    const sending = changes;
    under_way = true;
    try {
      const answer = await fetch(form.dataset.bwAutosave, { method: "POST", body: new FormData(form), keepalive: document.visibilityState === "hidden" });
      const { text, marks } = await answer.json();
      for (const [name, value] of Object.entries(marks ?? {})) form.elements[name].value = value;
      stopped = !answer.ok; // somebody else was here: the button leads on
      if (answer.ok) kept = sending;
      status.textContent = text;
      if (kept === changes) form.dispatchEvent(new Event("bw:saved"));
    } catch {
      status.textContent = form.dataset.bwNotSaved;
    }
    under_way = false;
    if (kept !== changes && !stopped) rest = setTimeout(save, 2000);
  };
  form.addEventListener("input", () => {
    changes += 1;
    clearTimeout(rest);
    rest = setTimeout(save, 2000);
  });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(rest); });
  addEventListener("pageshow", () => { stopped = false; });
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
}

// A second click while a form is on its way sends nothing. Downloads stay on the page: a moment later it may go again.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 3000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Print buttons.
addEventListener("click", (event) => {
  if (event.target.closest?.("[data-bw-print]")) print();
});

// Menus of the header close by Escape and by a click beside them.
const openMenus = () => document.querySelectorAll("details.bw-drop[open]");
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
