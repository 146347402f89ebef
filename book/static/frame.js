// The two drawers of a narrow page, the chapters and the places of a page, for the keyboard. The
// theme opens them by labels of hidden checkboxes; here the labels become buttons that say whether
// their drawer is open. Without a script the checkboxes themselves can be reached.
"use strict";
(() => {
  const drawers = [
    ["__navigation", ".nav-overlay-icon", "Chapters", ".sidebar-drawer"],
    ["__toc", ".toc-overlay-icon:not(.no-toc)", "On this page", ".toc-drawer"],
  ];

  for (const [id, selector, name, drawer] of drawers) {
    const box = document.getElementById(id);
    const buttons = [...document.querySelectorAll(selector)];
    const show = () => buttons.forEach((b) => b.setAttribute("aria-expanded", String(box.checked)));

    for (const button of buttons) {
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", name);
      button.tabIndex = 0;
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        box.click();
        if (box.checked) document.querySelector(`${drawer} :is(a, input)`)?.focus();
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
})();
