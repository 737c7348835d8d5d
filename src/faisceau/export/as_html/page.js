// Enhancements only: the page says everything without them.
"use strict";
(() => {
  const root = document.documentElement;
  const tools = document.querySelector(".tools");
  const rows = [...document.querySelectorAll("[data-row]")];
  const output = tools.querySelector("output");

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(tools));
    let shown = 0;
    for (const row of rows) {
      const fits = (!wanted.a || row.dataset.a.includes(`|${wanted.a}|`))
        && (!wanted.v || row.dataset.v === wanted.v) && (!wanted.k || row.dataset.k === wanted.k);
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    const all = !wanted.a && !wanted.v && !wanted.k;
    output.textContent = all ? "" : output.dataset.told.replace("{n}", shown).replace("{total}", rows.length);
    if (!all) rows.filter((row) => !row.hidden).forEach((row) => {
      const fold = row.closest("details");
      if (fold) fold.open = true;
    });
  };
  tools.hidden = false;
  tools.addEventListener("change", filter);
  tools.addEventListener("reset", () => setTimeout(filter));
  tools.addEventListener("submit", (event) => event.preventDefault());

  tools.querySelector("[data-theme-toggle]").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const anchors = [...document.querySelectorAll(".at")];
  const jump = document.querySelector(".jump");

  // All the words of the claim that one came for, not only the first stretch of them; a fold or a filter gives way.
  const land = () => {
    jump.hidden = !location.hash.startsWith("#a");
    document.querySelectorAll("mark.on").forEach((mark) => mark.classList.remove("on"));
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.hidden) { tools.reset(); target.hidden = false; }
    if (target.classList.contains("at")) {
      document.querySelectorAll(`mark[data-c~="${CSS.escape(id)}"]`).forEach((mark) => mark.classList.add("on"));
    }
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", land);
  land();

  const go = (step) => {
    const at = anchors.findIndex((anchor) => `#${anchor.id}` === location.hash);
    const next = anchors[Math.max(0, Math.min(anchors.length - 1, at + step))];
    if (next) location.hash = next.id;
  };
    jump.addEventListener("click", (event) => {
    const step = Number(event.target.dataset.jump);
    if (step) go(step);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    if (event.key === "k") go(-1);
  });

  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
})();
