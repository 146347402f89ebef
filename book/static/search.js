// The search: loads the index when the address asks for something and lists, in groups, the entries
// that have all words. Words in quotation marks are found as a phrase, a name in its other spellings,
// an id without its zeros. Where nothing is found, words of nearly the same spelling are offered.
"use strict";
(() => {
  const SHOWN = 5; // results of a group that are not folded
  const EXACT = 1000; // what an entry gains whose id or name is what was asked for
  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (!asked) return;
  const status = document.getElementById("search-status");
  document.getElementById("search-words").value = asked;

  // Words in lower case without accents, one blank between: as search.py writes the aliases.
  const plain = (text) =>
    (text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
  const unpadded = (word) => word.replace(/^([a-z]+)0+(?=\d)/, "$1");
  // The beginning that the forms of a word share: “weapons” finds “weapon”.
  const stem = (word) => (word.length > 4 ? word.replace(/(ies|es|s|y)$/, "") : word);

  function make(name, about, ...children) {
    const element = Object.assign(document.createElement(name), about);
    element.append(...children);
    return element;
  }

  // An entry with what is compared, blanks around it. A page is found by the name of its file, too.
  function prepared([address, kind, title, text]) {
    const file = address.match(/([\w-]+)\.html$/)?.[1] ?? "";
    const head = ` ${plain(`${kind} ${title} ${file}`)} `;
    const names = [kind.split(" ")[1], plain(title), file];
    return { address, kind, title, text, names, head, body: ` ${plain(text)} ` };
  }

  // What is asked for: a list of terms, each a list of what will do for it.
  function termsOf(aliases, ids) {
    const terms = [];
    const others = asked.replace(/["“”„]([^"“”„]+)["“”„]?/g, (_, phrase) => {
      terms.push([` ${plain(phrase)} `]);
      return " ";
    });
    const isPhrase = !plain(others);
    let rest = ` ${plain(others)} `;
    for (const spellings of aliases) {
      const used = spellings.find((one) => rest.includes(` ${one} `));
      if (!used) continue;
      terms.push(spellings.map((one) => ` ${one} `));
      rest = rest.replace(` ${used} `, "  ");
    }
    const words = rest.split(" ").filter(Boolean);
    for (const word of words) terms.push([ids.get(unpadded(word)) ?? ` ${stem(word)}`]);
    return { terms: terms.filter(([one]) => one.trim()), words, isPhrase };
  }

  function score({ head, body, names }, terms) {
    let sum = 0;
    for (const spellings of terms) {
      const inHead = (one) => (head.includes(`${one.trimEnd()} `) ? 12 : head.includes(one) ? 8 : 0);
      const worth = (one) => inHead(one) + Math.min(body.split(one).length - 1, 6);
      const best = Math.max(...spellings.map(worth));
      if (!best) return 0;
      sum += best;
    }
    const whole = plain(asked);
    const either = terms.length === 1 ? [whole, ...terms[0].map((one) => one.trim())] : [whole];
    if (either.some((one) => names.includes(one))) sum += EXACT;
    return sum + ((head + body).includes(` ${whole} `) ? 8 : 0);
  }

  // The best first; of each page its best place before the others of any.
  function ranked(group, entries, terms) {
    const rated = entries.map((entry) => ({ entry, score: score(entry, terms) }));
    const sorted = rated.filter((one) => one.score).sort((a, b) => b.score - a.score);
    const pages = new Set();
    const page = ({ entry }) => entry.address.split("#")[0];
    const again = sorted.filter((one) => pages.size === pages.add(page(one)).size);
    const found = sorted.filter((one) => !again.includes(one)).concat(again);
    return { group, top: sorted[0]?.score, found: found.map((one) => one.entry) };
  }

  function marked(text, pattern) {
    const parts = [];
    let at = 0;
    for (const match of text.matchAll(pattern)) {
      parts.push(text.slice(at, match.index), make("mark", {}, match[0]));
      at = match.index + match[0].length;
    }
    return [...parts, text.slice(at)];
  }

  // A stretch of a text around the first words that were found.
  function excerpt(text, pattern) {
    const at = text.search(pattern);
    const from = at < 80 ? 0 : text.indexOf(" ", at - 70) + 1;
    const end = text.length < from + 200 ? text.length : text.lastIndexOf(" ", from + 190);
    return `${from ? "… " : ""}${text.slice(from, end)}${end < text.length ? " …" : ""}`;
  }

  function item({ address, kind, title, text }, pattern) {
    const line = make("li", {}, make("a", { href: address }, ...marked(title, pattern)));
    if (kind) line.append(" ", make("span", { className: "kind" }, kind));
    if (text) line.append(make("p", {}, ...marked(excerpt(text, pattern), pattern)));
    return line;
  }

  function section({ group, found }, pattern) {
    const items = found.map((entry) => item(entry, pattern));
    const rest = items.splice(SHOWN);
    const part = make("section", {}, make("h2", {}, `${group} (${found.length})`), make("ol", {}, ...items));
    const more = make("summary", {}, `${rest.length} more`);
    if (rest.length) part.append(make("details", {}, more, make("ol", { start: SHOWN + 1 }, ...rest)));
    return part;
  }

  // The edit distance of two words; letters in another order count as one edit.
  function distance(one, other) {
    if ([...one].sort().join() === [...other].sort().join()) return 1;
    let row = [...Array(other.length + 1).keys()];
    [...one].forEach((letter, i) => {
      const next = [i + 1];
      [...other].forEach((its, j) => {
        next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (letter !== its)));
      });
      row = next;
    });
    return row.at(-1);
  }

  // What was asked, each word that nothing has replaced by the nearest one.
  function near(words, entries, aliases) {
    const counts = {};
    const all = [...entries.map(({ head, body }) => head + body), ...aliases.flat()].join(" ").split(" ");
    for (const word of all) counts[word] = (counts[word] ?? 0) + 1;
    const known = Object.keys(counts);
    const nearest = (word) => {
      if (!words.includes(word) || /\d/.test(word)) return word;
      if (known.some((one) => one.startsWith(stem(word)))) return word;
      const most = Math.ceil(word.length / 4);
      const alike = known.filter((one) => Math.abs(one.length - word.length) <= most);
      const rated = alike.map((one) => [distance(word, one), -counts[one], one]);
      const [best] = rated.filter(([far]) => far <= most).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      return best?.[2] ?? word;
    };
    return plain(asked).split(" ").map(nearest).join(" ");
  }

  window.reportSearch = ({ groups, aliases }) => {
    const ready = groups.map(([group, rows]) => [group, rows.map(prepared)]);
    const entries = ready.flatMap(([, some]) => some);
    const ids = new Map(entries.map(({ names: [id = ""] }) => [unpadded(id), ` ${id} `]));
    const { terms, words, isPhrase } = termsOf(aliases, ids);
    const found = ready.map(([group, some]) => ranked(group, some, terms)).filter(({ top }) => top);
    const isFirst = ({ group, top }) => top >= EXACT || (isPhrase && group === "The article");
    found.sort((a, b) => isFirst(b) - isFirst(a));
    const spelled = terms.flat().map((one) => one.trim().replaceAll(" ", "[^\\p{L}\\p{N}]+"));
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${spelled.join("|")})[\\p{L}\\p{N}]*`, "giu");
    document.getElementById("search-results").append(...found.map((one) => section(one, pattern)));
    const counted = found.map((one) => `${one.group} ${one.found.length}`);
    status.textContent = counted.length ? `Found for ${asked}: ${counted.join(", ")}.` : `Nothing has ${asked}.`;
    const offer = counted.length ? plain(asked) : near(words, entries, aliases);
    if (offer === plain(asked)) return;
    status.append(" Did you mean ", make("a", { href: `?q=${encodeURIComponent(offer)}` }, offer), "?");
  };

  const script = make("script", { src: document.currentScript.dataset.index });
  script.onerror = () => (status.textContent = "The index of the search cannot be read.");
  status.textContent = "Searching …";
  document.body.append(script);
})();
