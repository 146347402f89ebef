// The drawer of a narrow page, with its chapters, for the keyboard. The theme opens it by the label
// of a hidden checkbox; here a button that says whether the drawer is open takes the place of the
// label. Without a script the checkbox itself can be reached.
// And what is wider than its place, a table or a piece of code, becomes a stop for the keyboard, so
// that it can be scrolled.
// And for a host that demands Trusted Types the one policy of all scripts: they load files from
// beside this one, and the library of the charts empties elements by their HTML; no more is let by.
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src).href;
  window.trustedTypes?.createPolicy("default", {
    createHTML: (text) => (text === "" ? text : null),
    createScriptURL: (address) => (new URL(address, document.baseURI).href.startsWith(here) ? address : null),
  });

  // The face of a few titles comes after the rest.
  const late = document.getElementById("late")?.textContent.match(/href="([^"]+)"/)[1];
  if (late) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: late }));

  const box = document.getElementById("__navigation");
  const button = asButton(document.querySelector(".nav-overlay-icon"), "Chapters");

  function asButton(label, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("aria-label", name);
    button.append(...label.childNodes);
    label.replaceWith(button);
    return button;
  }

  const show = () => button.setAttribute("aria-expanded", String(box.checked));
  button.addEventListener("click", (event) => {
    box.click();
    // Pressed by key, the click has no place: then the reader goes on inside the drawer.
    if (box.checked && event.detail === 0) document.querySelector(".sidebar-drawer summary").focus();
  });
  box.addEventListener("change", show);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.checked) return;
    box.click();
    button.focus();
  });
  show();

  const boxes = document.querySelectorAll(".table-wrapper, .cell_output, .highlight pre");

  function reach(box) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      const caption = box.querySelector("caption")?.textContent;
      box.setAttribute("aria-label", caption ?? (box.matches("pre") ? "Code" : "Output"));
    } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
  // Told once a box is laid out, which for long tables is when the reader comes near them.
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
  boxes.forEach((box) => sizes.observe(box));
})();
