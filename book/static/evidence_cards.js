// The card at an evidence link: the words, whose they are, how surely told, what others found. It
// opens under the pointer, at the keyboard's focus and at a first tap; Escape closes it. A click
// goes to the words. Without this script a link is a plain link to them.
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src);
  const links = ".evidence a[href*='#']";
  const known = {};
  let loaded;
  const card = document.createElement("span");
  card.id = "evidence-card";
  card.popover = "manual";
  let shownAt = null;
  let waiting = 0;
  let tapped = false;

  window.reportCards = (found) => Object.assign(known, found);

  async function cardsOf(ids) {
    loaded ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("cards.js", here);
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    await loaded;
    return ids.filter((id) => known[id]).map((id) => [id, known[id]]);
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // The words; those of a claim are marked in their sentence.
  function words(found) {
    const place = element("span", found.words, "words-of");
    const marked = element("mark", found.words.slice(1, -1));
    if (found.before || found.after) place.replaceChildren(found.before, marked, found.after);
    return place;
  }

  function entry([id, found]) {
    const part = document.createElement("span");
    const onward = element("a", found.kind === "Claim" ? "Read it in the article" : "Its entry in the list");
    onward.href = new URL(`../${found.page}.html#${id}`, here);
    part.className = "entry";
    part.append(element("span", `${found.kind} ${id}`, "kind"), words(found));
    found.lines.forEach((line) => part.append(element("span", line, "line")));
    part.append(onward);
    return part;
  }

  function place(box) {
    const room = document.documentElement;
    const size = card.getBoundingClientRect();
    const left = Math.min(box.left, room.clientWidth - size.width - 12);
    const below = box.bottom + 6;
    const fits = below + size.height < room.clientHeight || box.top < size.height + 6;
    card.style.left = `${Math.max(12, left)}px`;
    card.style.top = `${fits ? below : box.top - size.height - 6}px`;
  }

  async function show(anchor, ids, box) {
    clearTimeout(waiting);
    if (shownAt === anchor && card.dataset.ids === ids.join()) return;
    close();
    shownAt = anchor;
    const found = await cardsOf(ids);
    if (shownAt !== anchor || !found.length) return;
    card.replaceChildren(...found.map(entry));
    card.dataset.ids = ids.join();
    anchor.after(card);
    card.showPopover();
    anchor.setAttribute("aria-describedby", card.id);
    place(box ?? anchor.getBoundingClientRect());
  }

  function close() {
    clearTimeout(waiting);
    shownAt?.removeAttribute("aria-describedby");
    shownAt = null;
    card.remove();
  }

  function closeSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(close, 250);
  }

  const linkAt = (target) => (card.contains(target) ? null : target.closest?.(links));
  const idsOf = (link) =>
    new URL(link.href).searchParams.get("claims")?.split(",").slice(0, 6) ?? [link.hash.slice(1)];

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkAt(event.target);
    if (link) {
      clearTimeout(waiting);
      waiting = setTimeout(() => show(link, idsOf(link)), 120);
    } else if (card.contains(event.target)) clearTimeout(waiting);
    else if (shownAt && !shownAt.contains(document.activeElement)) closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link && !tapped) show(link, idsOf(link));
    else if (shownAt && !card.contains(event.target)) closeSoon();
  });
  document.addEventListener("pointerdown", (event) => {
    tapped = event.pointerType === "touch";
    if (shownAt && !card.contains(event.target) && !shownAt.contains(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const link = linkAt(event.target);
    if (!link || !tapped || link === shownAt) return;
    event.preventDefault();
    show(link, idsOf(link));
  });
  document.addEventListener("keydown", (event) => {
    tapped = false;
    if (event.key !== "Escape" || !shownAt) return;
    if (card.contains(document.activeElement)) shownAt.focus();
    close();
  });
  const follow = () => card.isConnected && place(shownAt.getBoundingClientRect());
  document.addEventListener("scroll", follow, { passive: true });

  window.reportEvidence = { cardsOf, show };
})();
