// The search index, fetched when the address asks for something: the page itself then costs little.
"use strict";
(() => {
  if (!new URLSearchParams(location.search).get("q")) return;
  const index = document.createElement("script");
  index.src = document.currentScript.dataset.index;
  document.body.append(index);
})();
