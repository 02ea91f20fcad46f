// Everything works without this file; it only makes some things kinder.

// A failed save: the summary is read aloud and the next Tab leads into it.
document.querySelector("[data-bw-errors]")?.focus();

// Leaving with unsaved input asks. A form that came back with errors is unsaved from the start.
for (const form of document.querySelectorAll("form[data-bw-guard]")) {
  let unsaved = document.querySelector("[data-bw-errors]") !== null;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
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
