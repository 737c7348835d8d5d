// Dropping files, and the run as it goes. Without this, the form and the reload link do the same.
"use strict";
(() => {
  const form = document.querySelector("[data-drop]");
  const field = form && form.querySelector("input[type=file]");
  if (field) {
    let depth = 0;
    const mark = (on) => form.classList.toggle("over-it", on);
    const has = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    addEventListener("dragenter", (event) => { if (has(event)) { depth += 1; mark(true); event.preventDefault(); } });
    addEventListener("dragleave", () => { depth = Math.max(0, depth - 1); mark(depth > 0); });
    addEventListener("dragover", (event) => { if (has(event)) event.preventDefault(); });
    addEventListener("drop", (event) => {
      if (!has(event)) return;
      event.preventDefault();
      depth = 0;
      mark(false);
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    form.addEventListener("submit", () => { form.querySelector("button").disabled = true; });
    addEventListener("pageshow", () => { form.querySelector("button").disabled = false; });
  }

  const run = document.querySelector("[data-run]");
  if (!run) return;
  const bar = run.querySelector("progress");
  const put = (name, text) => {
    const one = run.querySelector(`[data-${name}]`);
    if (one.textContent !== text) one.textContent = text;
  };
  const show = (told) => {
    put("doing", run.dataset[told.doing]);
    put("count", told.total ? run.dataset.of.replace("{done}", told.done).replace("{total}", told.total) : "");
    put("item", told.item);
    put("more", told.queued ? run.dataset.queued : "");
    if (told.total) { bar.max = told.total; bar.value = told.done; } else bar.removeAttribute("value");
  };
  const ask = async () => {
    try {
      const answer = await fetch("/progress.json", { headers: { accept: "application/json" } });
      if (answer.ok) {
        const told = await answer.json();
        if (!told.running) { location.reload(); return; }
        show(told);
      } else if (answer.status === 401) { location.reload(); return; }
    } catch { /* the server may be back */ }
    setTimeout(ask, 700);
  };
  setTimeout(ask, 300);
})();
