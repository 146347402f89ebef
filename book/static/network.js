// The network to explore: the sides, or one actor and its neighbours, never more than a dozen at
// once. A click, a tap or Enter follows an actor, arrow keys move among them, Escape goes back to
// the sides; selects narrow the ties. The address keeps what is chosen, so that it can be sent.
"use strict";
(() => {
  const MOST = 12;
  const ROW = 66; // pixels from one actor of a column to the next
  const SVG = "http://www.w3.org/2000/svg";
  const NUMBERS = ["actor", "kind", "sign", "certainty", "time"];
  const { actors, ties, focus, words } = JSON.parse(document.getElementById("network-data").textContent);
  const box = document.querySelector(".network");
  const form = box.querySelector("form");
  const [said, stage, list] = ["said", "stage", "ties"].map((n) => box.querySelector(`.network-${n}`));
  const sides = [...new Set(Object.values(actors).map(([, side]) => side))];
  const nameOf = (node) => (node.startsWith("side:") ? node.slice(5) : actors[node][0]);

  function make(tag, about = {}, ...children) {
    const made = Object.assign(document.createElement(tag), about);
    made.append(...children);
    return made;
  }

  function group(label, nodes) {
    const sorted = nodes.sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en"));
    return make("optgroup", { label }, ...sorted.map((node) => new Option(nameOf(node), node)));
  }

  // The node that an actor is drawn as: a side, itself, or the side at the centre it belongs to.
  function nodeOf(actor, centre) {
    const side = `side:${actors[actor][1]}`;
    return !centre || side === centre ? side : actor;
  }

  // What is drawn: nodes with their ties, those at the centre first, and the pairs they are joined in.
  function network(shown, centre) {
    const pairs = new Map();
    const counts = new Map(centre ? [[centre, 0]] : []);
    const inside = [];
    for (const tie of shown) {
      const ends = [...new Set(tie.ends.map((end) => nodeOf(end, centre)))].sort();
      if (centre && !ends.includes(centre)) continue;
      inside.push(tie);
      for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
      const key = ends.join(" ~ ");
      if (!pairs.has(key)) pairs.set(key, { ends, ties: [] });
      pairs.get(key).ties.push(tie);
    }
    const others = [...counts].filter(([node]) => node !== centre);
    others.sort(([a, m], [b, n]) => n - m || nameOf(a).localeCompare(nameOf(b), "en"));
    return { others, pairs: [...pairs.values()], inside };
  }

  // Two columns, the most tied at the top of each; the centre between them. In parts of the whole.
  function places(others, centre) {
    const rows = Math.max(2, Math.ceil(others.length / 2));
    const at = new Map(others.map(([node], n) => [node, [n % 2 ? 85 : 15, (100 * (Math.floor(n / 2) + 0.5)) / rows]]));
    if (centre) at.set(centre, [50, 50]);
    return { at, height: rows * ROW };
  }

  function line({ ends, ties: joined }, at, height) {
    const [[x, y], [x2, y2]] = ends.map((end) => at.get(end));
    const path = document.createElementNS(SVG, "path");
    const [down, bottom] = [y, y2].map((part) => (part * height) / 100);
    const bend = x === x2 ? (x < 50 ? 1 : -1) * (8 + Math.abs(y2 - y) / 5) : 0;
    path.setAttribute("d", `M${x},${down}Q${(x + x2) / 2 + bend},${(down + bottom) / 2},${x2},${bottom}`);
    path.setAttribute("vector-effect", "non-scaling-stroke");
    path.style.strokeWidth = 1 + Math.sqrt(joined.length);
    path.classList.toggle("open", joined.every((tie) => tie.certainty !== "asserted"));
    path.classList.toggle("focus", joined.some((tie) => tie.focus));
    return path;
  }

  function entry(tie) {
    const [sign, sure] = tie.mark;
    const mark = make("a", { className: sign, href: `${box.dataset.listed}#${tie.id}` }, tie.id);
    mark.setAttribute("aria-label", `${tie.id}, ${sure}`);
    const about = [tie.kind.replaceAll("_", " "), words.sign[tie.sign], sure, tie.time].join(" · ");
    return make("li", {}, make("span", { className: "evidence" }, mark), ` ${tie.label} `, make("small", {}, about));
  }

  function tell(found, of) {
    const facts = found.filter((tie) => tie.certainty === "asserted").length;
    const of_focus = focus ? `; ${found.filter((tie) => tie.focus).length} of ${focus}` : "";
    const parts = found.length ? `: ${facts} stated as fact, ${found.length - facts} not${of_focus}` : "";
    said.textContent = `${of} ${found.length} of ${ties.length} ties${parts}.`;
    list.replaceChildren(...found.map(entry));
  }

  function draw() {
    const chosen = Object.fromEntries(new FormData(form));
    const centre = chosen.actor;
    const shown = ties.filter((tie) => NUMBERS.slice(1).every((name) => !chosen[name] || tie[name] === chosen[name]));
    const { others, pairs, inside } = network(shown, centre);
    const drawn = others.slice(0, MOST - (centre ? 1 : 0));
    const { at, height } = places(drawn, centre);
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 100 ${height}`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    stage.style.height = `${height}px`;
    const seen = pairs.filter(({ ends }) => ends.length === 2 && ends.every((end) => at.has(end)));
    const lines = new Map(seen.map((pair) => [pair, line(pair, at, height)]));
    svg.append(...lines.values());
    const rest = others.length - drawn.length;
    const more = rest ? ` The ${drawn.length} most tied neighbours are drawn, ${rest} more are listed.` : "";
    const whole = () => {
      stage.classList.remove("telling");
      tell(inside, centre ? `${nameOf(centre)}:` : "All sides:");
      said.append(more);
    };
    const nodes = [...(centre ? [[centre, inside.length]] : []), ...drawn].map(([node, count]) => {
      const button = make("button", { type: "button" }, nameOf(node), make("b", {}, ` ${count}`));
      const [x, y] = at.get(node);
      Object.assign(button.style, { left: `${x}%`, top: `${y}%` });
      button.setAttribute("aria-pressed", String(node === centre));
      const point = () => {
        stage.classList.add("telling");
        const own = pairs.filter(({ ends }) => ends.includes(node));
        for (const [pair, path] of lines) path.classList.toggle("told", own.includes(pair));
        const near = new Set(own.flatMap(({ ends }) => ends));
        nodes.forEach((other) => other.classList.toggle("told", near.has(other.dataset.node)));
        tell(own.flatMap((pair) => pair.ties), centre && node !== centre ? `${nameOf(centre)} – ${nameOf(node)}:` : `${nameOf(node)}:`);
      };
      button.dataset.node = node;
      button.addEventListener("pointerenter", (event) => event.pointerType === "touch" || isAt(event) || point());
      button.addEventListener("focus", () => button.matches(":focus-visible") && point());
      button.addEventListener("pointerleave", whole);
      button.addEventListener("blur", whole);
      button.addEventListener("click", () => follow(node === centre ? "" : node));
      return button;
    });
    stage.replaceChildren(svg, ...nodes);
    whole();
    keep(chosen);
  }

  function keep(chosen) {
    const state = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value)).toString();
    if (state !== location.hash.slice(1) && (state || asked().size)) {
      history.replaceState(null, "", state ? `#${state}` : location.pathname + location.search);
    }
  }

  // A pointer at rest comes upon an actor where a new drawing puts one under it: that asks nothing.
  let pointer = {};
  const isAt = ({ clientX, clientY }) => clientX === pointer.clientX && clientY === pointer.clientY;
  document.addEventListener("pointermove", ({ clientX, clientY }) => (pointer = { clientX, clientY }));

  const asked = () => new Map([...new URLSearchParams(location.hash.slice(1))].filter(([name]) => NUMBERS.includes(name)));

  function follow(node) {
    form.elements.actor.value = node;
    draw();
    stage.querySelector("button")?.focus({ preventScroll: true });
  }

  function open() {
    const state = asked();
    for (const name of NUMBERS) {
      const select = form.elements[name];
      const known = [...select.options].some((option) => option.value === state.get(name));
      select.value = known ? state.get(name) : "";
    }
    draw();
  }

  form.elements.actor.append(group("Sides", sides.map((side) => `side:${side}`)), group("Actors", Object.keys(actors)));
  form.elements.actor.options[0].text = "all sides";
  form.addEventListener("change", draw);
  form.addEventListener("reset", () => setTimeout(draw));
  stage.addEventListener("keydown", (event) => {
    const buttons = [...stage.querySelectorAll("button")];
    const now = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") follow("");
    else if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    else buttons[(now + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  });
  addEventListener("hashchange", () => asked().size && open());
  box.hidden = false;
  open();
  if (asked().size) box.scrollIntoView();
})();
