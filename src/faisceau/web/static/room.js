// Enhancements only: every page says everything without them.
"use strict";
(() => {
  const root = document.documentElement;
  const KEY = "faisceau-theme";
  const kept = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  if (kept()) root.dataset.theme = kept();

  const toggle = document.querySelector("[data-theme-toggle]");
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try { localStorage.setItem(KEY, root.dataset.theme); } catch { /* not kept, then */ }
    });
  }

  // A drawing takes longer than its page: it is fetched when the page stands. Where that fails, its link is left.
  document.querySelectorAll("a[data-drawing]").forEach(async (link) => {
    const place = link.parentElement;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const drawn = page.querySelector("main figure");
      if (drawn) place.replaceWith(document.importNode(drawn, true));
      else place.remove();
    } finally {
      place.removeAttribute("aria-busy");
    }
  });

  // A choice is applied at once; words wait for Enter. Empty fields stay out of the address.
  const form = document.querySelector(".select form");
  if (form) {
    form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
    form.addEventListener("submit", () => {
      form.querySelectorAll("input, select").forEach((field) => { if (!field.value) field.disabled = true; });
    });
    addEventListener("pageshow", () => form.querySelectorAll(":disabled").forEach((field) => { field.disabled = false; }));
  }

  const anchors = [...document.querySelectorAll(".reader .at")];
  const jump = document.querySelector(".jump");
  const current = () => anchors.findIndex((anchor) => `#${anchor.id}` === location.hash);
  const cardOf = (anchor) => document.getElementById(anchor.id.replace(/^c-/, "k-"));

  // All the words of the claim that one came for, not only the first stretch of them, and its card beside them.
  const land = () => {
    document.querySelectorAll("mark.on, .card.on").forEach((one) => one.classList.remove("on"));
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.classList.contains("at")) {
      document.querySelectorAll(`mark[data-c~="${CSS.escape(id)}"]`).forEach((mark) => mark.classList.add("on"));
      const card = cardOf(target);
      if (card) card.classList.add("on");
      target.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", land);
  land();

  if (anchors.length && jump) {
    jump.hidden = false;
    const help = document.querySelector(".keys");
    if (help) help.hidden = false;
    const go = (step) => {
      const at = current();
      const next = anchors[at < 0 ? (step > 0 ? 0 : anchors.length - 1) : Math.max(0, Math.min(anchors.length - 1, at + step))];
      if (next) location.hash = next.id;
    };
    const sibling = () => {
      const at = current();
      const card = at >= 0 && cardOf(anchors[at]);
      const link = card && card.querySelector(".back a.n");
      if (link) link.click();
    };
    jump.addEventListener("click", (event) => {
      const step = event.target.dataset.jump;
      if (step === "s") sibling();
      else if (step) go(Number(step));
    });
    document.addEventListener("keydown", (event) => {
      if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "j" || event.key === "ArrowRight") go(1);
      else if (event.key === "k" || event.key === "ArrowLeft") go(-1);
      else if (event.key === "s") sibling();
      else if (event.key === "Escape" && location.hash) history.back();
    });
  }
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
})();
