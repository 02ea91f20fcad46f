// The desk without leaving the page: a section is fetched and put in place of the one shown.
// Without this file the same links load the page anew.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-bw-pick]");
  if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
  // What was typed asks before it is left: the browser's own question on a real change of page.
  if (document.querySelector("#editor form[data-bw-touched], #editor [data-bw-errors]")) return;
  event.preventDefault();
  const target = link.hash;
  htmx
    .ajax("GET", link.href, { target: "#editor", select: "#editor", swap: "outerHTML", source: link })
    .then(() => {
      history.pushState({}, "", link.href);
      document.querySelector(target)?.scrollIntoView({ block: "start" });
      document.getElementById("abschnitt")?.focus({ preventScroll: true });
    });
});
addEventListener("popstate", () => location.reload());
addEventListener("input", (event) => {
  event.target.closest?.("form[data-bw-guard]")?.setAttribute("data-bw-touched", "");
});
addEventListener("submit", (event) => event.target.removeAttribute("data-bw-touched"));
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-bw-touched]")) event.preventDefault();
});
