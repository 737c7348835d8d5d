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

  const typing = (event) => event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey;

  // What is selected within these parts of a text, in characters of the text (not in units of UTF-16), space around it left out.
  const selected = (parts, from) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const place = (node, offset) => {
      let before = from;
      for (const part of parts) {
        if (part.contains(node)) {
          const until = document.createRange();
          until.selectNodeContents(part);
          until.setEnd(node, offset);
          return before + [...until.toString()].length;
        }
        before += [...part.textContent].length;
      }
      return null;
    };
    let start = place(range.startContainer, range.startOffset);
    let end = place(range.endContainer, range.endOffset);
    const words = range.toString();
    if (start === null || end === null || !words.trim()) return null;
    start += [...words].length - [...words.trimStart()].length;
    end -= [...words].length - [...words.trimEnd()].length;
    return { start, end, words: words.trim() };
  };
  const chosen = (parts, from) => {
    const range = selected([...parts], from);
    return range && `&f-start=${range.start}&f-end=${range.end}`;
  };

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
      if (typing(event)) return;
      if (event.key === "j" || event.key === "ArrowRight") go(1);
      else if (event.key === "k" || event.key === "ArrowLeft") go(-1);
      else if (event.key === "s") sibling();
      else if (event.key === "Escape" && location.hash) history.back();
    });
  }

  // The inbox: one item after the other.
  const items = [...document.querySelectorAll("[data-item]")];
  const item = () => items.findIndex((one) => one.contains(document.activeElement));
  if (items.length) {
    const help = document.querySelector(".keys");
    if (help) help.hidden = false;
    document.addEventListener("keydown", (event) => {
      if (typing(event)) return;
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      items[Math.max(0, Math.min(items.length - 1, item() + step))].focus();
    });
  }

  // Judging by keys: what is in hand is the card come to, or the item in focus.
  const inHand = () => document.querySelector(".card.on") || items[item()];
  const pressed = (act) => inHand()?.querySelector(`[data-act="${act}"]`);
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    if (event.key === "a") pressed("accept")?.click();
    else if (event.key === "r") pressed("reject")?.click();
    else if (event.key === "u") (document.querySelector("[data-undo]") || pressed("undo"))?.click();
    else if (event.key === "e") {
      const link = pressed("edit");
      if (link) location.href = link.href + (chosen(document.querySelectorAll("[data-text]"), 0) || "");
    }
  });
  // In the reader, to edit takes along the words that are selected.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".reader a[data-act=edit]");
    const words = link && chosen(document.querySelectorAll("[data-text]"), 0);
    if (words) { event.preventDefault(); location.href = link.href + words; }
  });

  // The evidence of a claim: the words selected in the excerpt are its numbers.
  const excerpt = document.querySelector("[data-excerpt]");
  if (excerpt) {
    document.querySelector("[data-select-help]").hidden = false;
    document.addEventListener("selectionchange", () => {
      const range = selected([excerpt], Number(excerpt.dataset.excerpt));
      if (!range) return;
      document.querySelector("[name=f-start]").value = range.start;
      document.querySelector("[name=f-end]").value = range.end;
      const told = document.querySelector("[data-selected]");
      told.hidden = false;
      told.querySelector("q").textContent = range.words;
    });
  }

  // After a preview or a refusal one reads that first.
  const told = document.getElementById("wrong") || document.getElementById("preview");
  if (told) told.focus();
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
})();
