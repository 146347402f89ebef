// What the marks of a live chart tell: a panel with a sentence, the words it rests on, the other
// fields of a mark and links to its evidence. It opens beside the chart or, where that has no
// room, at the foot of the window: under the pointer, by a tap, or by the keyboard. The chart is
// one stop for Tab, arrow keys move through its marks, Enter goes to the links, Escape closes. The
// mark that is told is outlined and the others dimmed; once it is chosen, by a tap or a key, every
// mark of the page's live charts that rests on some of the same words is outlined too.
"use strict";
(() => {
  const GRACE = 300; // milliseconds to move the pointer from a mark to its panel
  const ROW = 8; // marks whose middles are this close in height are read as one row
  const KEYS = "Arrow keys move through the marks, Enter goes to the evidence, Escape closes.";
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const QUOTED = 2; // passages at most that a panel quotes
  const root = document.documentElement.dataset.content_root;
  const beside = window.matchMedia("(min-width: 80em)");

  function make(name, about = {}, ...children) {
    const element = Object.assign(document.createElement(name), about);
    element.append(...children);
    return element;
  }

  // The fields of a mark, its evidence last; nothing for what tells nothing.
  function told(element) {
    const [item] = [element?.__data__].flat();
    return item?.tooltip && typeof item.tooltip === "object" ? item.tooltip : undefined;
  }

  // A mark with its place in the drawing; nothing where an element is no mark or not to be seen.
  function markAt(element, drawing) {
    const tip = told(element);
    if (!tip) return undefined;
    const area = drawing.getBoundingClientRect();
    const { left, top, width, height } = element.getBoundingClientRect();
    const box = { left: left - area.left, top: top - area.top, width, height };
    return width || height ? { tip, key: JSON.stringify(tip), box } : undefined;
  }

  // The uppermost mark at the pointer; words that lie on a mark and tell nothing do not hide it.
  function markUnder({ clientX, clientY }, drawing) {
    for (const element of document.elementsFromPoint(clientX, clientY)) {
      const mark = drawing.contains(element) && markAt(element, drawing);
      if (mark) return mark;
    }
    return undefined;
  }

  // Every mark that tells something, once, in the order of reading: row by row, left to right.
  function marksOf(drawing) {
    const found = new Map();
    const area = ({ box }) => box.width * box.height;
    for (const element of drawing.querySelectorAll("svg *")) {
      const mark = markAt(element, drawing);
      if (!mark) continue;
      mark.size = element.localName === "text" ? Infinity : area(mark); // shapes before words
      if (!(found.get(mark.key)?.size <= mark.size)) found.set(mark.key, mark);
    }
    const middle = ({ box }) => box.top + box.height / 2;
    const marks = [...found.values()].sort((one, other) => middle(one) - middle(other));
    let top = -Infinity;
    for (const mark of marks) {
      if (middle(mark) - top > ROW) top = middle(mark);
      mark.row = top;
    }
    return marks.sort((one, other) => one.row - other.row || one.box.left - other.box.left);
  }

  function fieldsOf(tip) {
    const fields = Object.entries(tip);
    const [, evidence] = fields.pop();
    const empty = ["", "null", "undefined"];
    return { fields: fields.filter(([, value]) => !empty.includes(String(value))), evidence };
  }

  function fill(panel, tip, evidence) {
    const parts = fieldsOf(tip);
    const [[, first], ...others] = parts.fields;
    const list = make("dl");
    for (const [title, value] of others) {
      list.append(make("div", {}, make("dt", {}, title), make("dd", {}, String(value))));
    }
    const links = make("span", { className: "evidence" });
    for (const [address, label] of evidence[parts.evidence] ?? []) {
      links.append(make("a", { href: root + address }, label), " ");
    }
    const words = make("div", { className: "quoted" });
    panel.replaceChildren(
      make("p", { className: "first" }, String(first)),
      words,
      list,
      make("p", {}, "Evidence ", links),
      make("p", { className: "linked" }),
    );
    return words;
  }

  // The words of the first claims that a mark rests on, unless it tells them itself.
  async function quote(place, mark, evidence) {
    const said = String(Object.values(mark.tip)[0]);
    const ids = groundsOf(mark, evidence).slice(0, QUOTED);
    const cards = (await window.reportEvidence?.cardsOf(ids)) ?? [];
    const quotes = cards.filter(([, card]) => card.kind === "Claim" && !card.words.includes(said));
    place.replaceChildren(...quotes.map(([, card]) => make("p", {}, card.words)));
  }

  // The claims and items a mark rests on; a link to many claims names them in its address.
  function groundsOf({ tip }, evidence) {
    const links = evidence[fieldsOf(tip).evidence] ?? [];
    return links.flatMap(([address, label]) => {
      const many = new URLSearchParams(address.split("#")[0].split("?")[1]).get("claims");
      return many ? many.split(",") : address.includes("#") ? [address.split("#")[1]] : [label];
    });
  }

  // Beside the drawing where there is room, else at the foot of the window.
  function place(panel, box) {
    panel.style.top = beside.matches ? `${Math.max(0, box.top - 20)}px` : "";
  }

  function outline(cursor, box) {
    Object.assign(cursor.style, {
      left: `${box.left - 4}px`,
      top: `${box.top - 4}px`,
      width: `${box.width + 8}px`,
      height: `${box.height + 8}px`,
    });
  }

  window.tellMarks = (chart, stage, evidence) => {
    const drawing = stage.parentElement;
    const panel = make("div", { className: "mark-panel", hidden: true });
    const cursor = make("div", { className: "mark-cursor", hidden: true });
    const linked = make("div", { className: "mark-links" });
    const keys = make("p", { className: "mark-keys", id: `${chart.dataset.chart}-keys` }, KEYS);
    const live = make("p", { className: "mark-live", ariaLive: "polite" });
    let current; // the key of the mark that is told
    let pinned = false;
    let leaving;

    // Every live chart hears what is told; each outlines its marks on the same grounds.
    function tell(mark, chosen = false) {
      for (const element of stage.querySelectorAll("svg *")) {
        const tip = mark && told(element);
        element.classList.toggle("dim", Boolean(tip) && JSON.stringify(tip) !== mark.key);
      }
      const detail = { mark, grounds: new Set(chosen ? groundsOf(mark, evidence) : []), found: 0 };
      document.dispatchEvent(new CustomEvent("mark-told", { detail }));
      return detail.found;
    }

    document.addEventListener("mark-told", ({ detail }) => {
      const others = detail.grounds.size
        ? marksOf(drawing).filter(
            (mark) =>
              mark.key !== detail.mark.key &&
              groundsOf(mark, evidence).some((id) => detail.grounds.has(id)),
          )
        : [];
      detail.found += others.length;
      linked.replaceChildren(
        ...others.map((mark) => {
          const box = make("div", { className: "mark-linked" });
          outline(box, mark.box);
          return box;
        }),
      );
    });

    function close() {
      if (!panel.hidden) tell();
      panel.hidden = cursor.hidden = true;
      pinned = false;
      current = undefined;
    }

    function open(mark, pin) {
      clearTimeout(leaving);
      pinned = pin;
      if (current === mark.key && !panel.hidden && !pin) return;
      current = mark.key;
      quote(fill(panel, mark.tip, evidence), mark, evidence);
      outline(cursor, mark.box);
      cursor.hidden = false;
      const found = tell(mark, pin);
      const words = found === 1 ? "mark rests" : "marks rest";
      if (found) panel.lastChild.append(`${found} outlined ${words} on some of the same words.`);
      panel.hidden = false;
      place(panel, mark.box);
    }

    function step(to) {
      const marks = marksOf(drawing);
      if (!marks.length) return;
      const now = marks.findIndex((mark) => mark.key === current);
      const next = Math.min(marks.length - 1, Math.max(0, to(now, marks.length)));
      const mark = marks[next];
      open(mark, true);
      cursor.scrollIntoView({ block: "nearest" });
      panel.scrollIntoView({ block: "nearest" });
      const { fields } = fieldsOf(mark.tip);
      const said = fields.map(([title, value]) => `${title}: ${value}`).join("; ");
      const ids = panel.querySelector(".evidence").textContent.trim();
      const others = panel.lastChild.textContent;
      live.textContent = `${said.replace(/\.$/, "")}. Evidence: ${ids}. ${others} Mark ${next + 1} of ${marks.length}.`;
    }

    stage.addEventListener("keydown", (event) => {
      const { key } = event;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (key in STEPS) step((now) => now + STEPS[key]);
      else if (key === "Home") step(() => 0);
      else if (key === "End") step((_, count) => count - 1);
      else if (key !== "Enter") return;
      else if (panel.hidden) step(() => 0);
      else panel.querySelector("a")?.focus();
      event.preventDefault();
    });

    stage.addEventListener("pointerover", (event) => {
      const mark = markUnder(event, drawing);
      if (mark && !pinned && event.pointerType !== "touch") open(mark, false);
    });
    stage.addEventListener("click", (event) => {
      const mark = markUnder(event, drawing);
      if (mark) open(mark, true);
      else close();
    });
    const leave = () => {
      clearTimeout(leaving);
      leaving = setTimeout(() => pinned || close(), GRACE);
    };
    stage.addEventListener("pointerout", leave);
    panel.addEventListener("pointerleave", leave);
    panel.addEventListener("pointerenter", () => clearTimeout(leaving));

    drawing.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !drawing.contains(relatedTarget)) close();
    });
    document.addEventListener("pointerdown", ({ target }) => drawing.contains(target) || close());
    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || panel.hidden) return;
      if (panel.contains(document.activeElement)) stage.focus();
      close();
    });
    chart.querySelector(".filters")?.addEventListener("change", close);

    stage.setAttribute("aria-describedby", keys.id);
    drawing.append(linked, panel, cursor, keys, live);
  };
})();
