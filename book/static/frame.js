// The two drawers of a narrow page, the chapters and the places of a page, for the keyboard. The
// theme opens them by labels of hidden checkboxes; here buttons that say whether their drawer is
// open take the place of the labels. Without a script the checkboxes themselves can be reached.
// And what is wider than its place, a table or a piece of code, becomes a stop for the keyboard, so
// that it can be scrolled.
"use strict";
(() => {
  const drawers = [
    ["__navigation", ".nav-overlay-icon", "Chapters", ".sidebar-drawer"],
    ["__toc", ".toc-overlay-icon:not(.no-toc)", "On this page", ".toc-drawer"],
  ];

  function asButton(label, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("aria-label", name);
    button.append(...label.childNodes);
    label.replaceWith(button);
    return button;
  }

  for (const [id, selector, name, drawer] of drawers) {
    const box = document.getElementById(id);
    const buttons = [...document.querySelectorAll(selector)].map((label) => asButton(label, name));
    const show = () => buttons.forEach((b) => b.setAttribute("aria-expanded", String(box.checked)));

    for (const button of buttons) {
      button.addEventListener("click", (event) => {
        box.click();
        // Pressed by key, the click has no place: then the reader goes on inside the drawer.
        if (box.checked && event.detail === 0) {
          document.querySelector(`${drawer} :is(a, input)`)?.focus();
        }
      });
    }
    box.addEventListener("change", show);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.checked) return;
      box.click();
      buttons.find((button) => button.offsetParent !== null)?.focus();
    });
    show();
  }

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
