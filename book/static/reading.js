// The reading page: filters that mark whose words are whose, claims that open where they are
// asked for or, on a wide page, beside the passage in view, and a card for whatever claims lie
// under the pointer. Loaded after evidence_cards.js.
"use strict";
(() => {
  const reading = document.querySelector(".reading");
  if (!reading) return;
  const form = reading.querySelector("form.filters");
  const entries = new Map(
    [...reading.querySelectorAll("dl.claims dt")].map((dt) => [dt.id.replace("about-", ""), dt]),
  );
  const wordsOf = (id) => reading.querySelectorAll(`.words.${id}`);
  const idsAt = (piece) => [...piece.classList].filter((name) => entries.has(name));
  const asked = new URLSearchParams(location.search);
  let only = asked.get("claims")?.split(",");

  function open(id) {
    const entry = entries.get(id.replace("about-", ""));
    for (const other of entries.values()) other.classList.toggle("asked", other === entry);
    if (entry) entry.closest("details").open = true;
    if (id.startsWith("about-")) entry?.scrollIntoView({ block: "center" });
  }

  function matches(card, choices) {
    return choices.every(([name, value]) =>
      Array.isArray(card[name]) ? card[name].includes(value) : card[name] === value,
    );
  }

  function show(chosen) {
    const all = chosen.size === entries.size;
    reading.classList.toggle("filtered", !all);
    for (const [id, entry] of entries) {
      entry.hidden = entry.nextElementSibling.hidden = !chosen.has(id);
    }
    for (const piece of reading.querySelectorAll(".words")) {
      piece.classList.toggle("chosen", !all && idsAt(piece).some((id) => chosen.has(id)));
    }
    for (const details of reading.querySelectorAll("details")) {
      details.classList.toggle("empty", !details.querySelector("dt:not([hidden])"));
    }
    form.querySelector("output").textContent = all
      ? `${entries.size} claims`
      : `${chosen.size} of ${entries.size} claims`;
    form.querySelector("button").disabled = all;
  }

  async function filter() {
    const choices = [...new FormData(form)].filter(([, value]) => value);
    const cards = await window.reportEvidence.cardsOf(only ?? [...entries.keys()]);
    show(new Set(cards.filter(([, card]) => matches(card, choices)).map(([id]) => id)));
  }

  // Where claims stand beside the text, those of one passage are shown: of that on a line a third
  // down the window, until another is asked for.
  const isWide = matchMedia("(min-width: 78em)");
  reading.addEventListener(
    "toggle",
    ({ target }) => {
      if (!isWide.matches || !target.open) return;
      for (const other of reading.querySelectorAll("details[open]")) if (other !== target) other.open = false;
    },
    true,
  );
  const inView = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const claims = target.querySelector("details");
        if (claims && isWide.matches) claims.open = isIntersecting;
      }
    },
    { rootMargin: "-35% 0px -65% 0px" },
  );
  for (const passage of reading.querySelectorAll(".passage")) inView.observe(passage);

  for (const select of form.querySelectorAll("select")) select.value = asked.get(select.name) ?? "";
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => {
    only = undefined;
    setTimeout(filter);
  });
  reading.addEventListener("click", (event) => {
    const piece = event.target.closest(".words");
    if (!piece || getSelection().toString()) return;
    const at = { left: event.clientX, top: event.clientY - 10, bottom: event.clientY + 10 };
    window.reportEvidence.show(piece, idsAt(piece), at);
  });
  addEventListener("hashchange", () => open(location.hash.slice(1)));
  if (location.search) filter(); // or all claims are shown, and no card is needed yet
  open(location.hash.slice(1));
})();
