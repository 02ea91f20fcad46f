// Typing in a sheet from paper: a valid sign goes on to the next field, arrows and backspace go back.
"use strict";

const fields = [...document.querySelectorAll("[data-bw-signs]")];

function go(from, step) {
  const next = fields[fields.indexOf(from) + step];
  if (next) {
    next.focus();
    next.select();
  }
}

for (const field of fields) {
  field.addEventListener("input", () => {
    if (field.dataset.bwSigns.split(" ").includes(field.value.trim().toLowerCase())) {
      go(field, 1);
    }
  });
  field.addEventListener("keydown", (event) => {
    const back = event.key === "ArrowUp" || (event.key === "Backspace" && field.value === "");
    const on = event.key === "ArrowDown" || (event.key === "Enter" && field !== fields.at(-1));
    if (back || on) {
      event.preventDefault();
      go(field, back ? -1 : 1);
    }
  });
}
