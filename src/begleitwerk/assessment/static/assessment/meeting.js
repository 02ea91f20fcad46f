// Keys of the consensus meeting: arrows and the keys of a presenter press what stands on the
// screen, except while somebody writes. Everything works without this file.

const WRITING = "input, textarea, select, [contenteditable]";
const atEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 2;

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest?.(WRITING)) return;
  const name = `${event.shiftKey ? "Shift+" : ""}${event.key}`;
  if (name === "PageDown" && !atEnd()) return; // first read on, then turn over
  if (name === "PageUp" && scrollY > 2) return;
  const pressed = document.querySelector(`[data-as-keys~="${name.replaceAll('"', "")}"]:not(:disabled)`);
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
});
