// Lets a reader change the table of ratings: a rating, a weight, what is left out. The order of the
// explanations and their spread follow at once, and the address keeps the changes, so that it can
// be sent. Without a script the table stands as it is.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("what-if-data").textContent);
  const table = document.querySelector("table.what-if");
  const selects = new Map();
  const names = ["left out", "½", "0.71", "1", "1.41", "2"];

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function select(key, label, options, value) {
    const made = element("select", {}, ...options.map(([v, text]) => new Option(text, v)));
    made.setAttribute("aria-label", label);
    made.value = made.dataset.was = value;
    selects.set(key, made);
    return made;
  }

  function openRow([id, weight, ratings], row) {
    const weights = names.map((name, n) => [n, name]);
    const cells = data.hypotheses.map(([hypothesis, name, short], n) => {
      const codes = [...data.scale, ...(ratings[n] === "NA" ? ["NA"] : [])];
      const options = codes.map((code) => [code, data.words[code]]);
      const label = `${name}, observation ${id}`;
      return element("label", {}, short, select(`${id}.${hypothesis}`, label, options, ratings[n]));
    });
    const label = `Weight of observation ${id}`;
    const weighed = element("label", {}, "Weight", select(id, label, weights, weight));
    row.cells[1].replaceChildren(weighed);
    row.cells[2].replaceChildren(...cells);
  }

  // The score, what is left when the observation most against it goes, and what it grows to when
  // one rating more goes one step worse.
  function score(hypothesis) {
    let [sum, most, growth] = [0, 0, 0];
    for (const [id] of data.observations) {
      const weight = data.weights[selects.get(id).value];
      const rating = selects.get(`${id}.${hypothesis}`).value;
      const counts = (code) => weight * (data.against[code] ?? 0);
      const worse = data.scale[data.scale.indexOf(rating) - 1] ?? rating;
      sum += counts(rating);
      most = Math.max(most, counts(rating));
      growth = Math.max(growth, counts(worse) - counts(rating));
    }
    return { sum, low: sum - most, high: sum + growth };
  }

  const order = element("ol", { className: "order" });
  const said = element("output");
  const without = element(
    "select",
    {},
    new Option("Leave out together …", ""),
    ...data.groups.map(([label], n) => new Option(label, n)),
  );
  without.setAttribute("aria-label", "Leave out observations that belong together");
  const reset = element("button", { type: "button", textContent: "Reset" });
  const tools = element("div", { className: "tools" }, without, reset);
  const panel = element("section", { className: "what-if-panel" }, order, tools, said);
  panel.setAttribute("aria-label", "The order of the explanations as you rate them");

  function entry({ id, name, sum, low, high }) {
    const numbers = `${sum.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
    const line = element("li", {}, name, element("span", { textContent: numbers }));
    line.dataset.id = id;
    return line;
  }

  function follow() {
    const found = data.hypotheses.map(([id, name], n) => ({ id, name, n, ...score(id) }));
    const tied = (a, b) => Math.abs(a.sum - b.sum) < 1e-8;
    found.sort((a, b) => (tied(a, b) ? a.n - b.n : a.sum - b.sum));
    order.replaceChildren(...found.map(entry));
    const at = (end) => found.filter((one) => tied(one, end)).map((one) => one.name);
    const changed = [...selects].filter(([, made]) => made.value !== made.dataset.was);
    for (const made of selects.values()) {
      made.classList.toggle("changed", made.value !== made.dataset.was);
    }
    reset.disabled = changed.length === 0;
    const count = changed.length ? `${changed.length} changed.` : "As the raters have it.";
    said.textContent =
      `${count} Least against: ${at(found[0]).join(", ")}. ` +
      `Most against: ${at(found.at(-1)).join(", ")}.`;
    return changed;
  }

  function keep() {
    const changed = follow().map(([key, made]) => [key, made.value]);
    const state = String(new URLSearchParams(changed));
    history.replaceState(null, "", state ? `#${state}` : location.pathname + location.search);
  }

  function read() {
    const state = new Map(new URLSearchParams(location.hash.slice(1)));
    for (const [key, made] of selects) {
      made.value = state.get(key) ?? made.dataset.was;
      if (made.selectedIndex < 0) made.value = made.dataset.was; // no such rating
    }
    const changed = follow().length > 0;
    if (changed) panel.scrollIntoView({ behavior: "instant" });
    return changed;
  }

  function open() {
    near.disconnect();
    const end = () => table.getBoundingClientRect().bottom;
    const was = end();
    table.querySelectorAll("tbody tr").forEach((row, n) => openRow(data.observations[n], row));
    table.classList.add("live");
    table.closest(".table-wrapper").before(panel);
    const led = read();
    // Who reads on below the table stays at the place, though the table has grown
    if (!led && was < innerHeight / 2) scrollBy(0, end() - was);
  }

  function arrive() {
    if (selects.size) read();
    else if (location.hash.includes("=")) open();
  }

  table.addEventListener("change", keep);
  without.addEventListener("change", () => {
    for (const id of data.groups[without.value]?.[1] ?? []) selects.get(id).value = 0;
    without.value = "";
    keep();
  });
  reset.addEventListener("click", () => {
    for (const made of selects.values()) made.value = made.dataset.was;
    keep();
    without.focus(); // a button that is out of use loses the place of the keyboard
  });

  // Hundreds of lists to choose from hold up a phone: they are made a screen before they are seen
  const near = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (isIntersecting && !selects.size) open();
    },
    { rootMargin: "100%" },
  );
  near.observe(table);
  arrive();
  addEventListener("hashchange", arrive);
})();
