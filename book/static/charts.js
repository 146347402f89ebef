// Brings a chart to life when it is in view and somebody is reading: from the first scroll, touch,
// key or move of the pointer on. Until then, and without JavaScript, its drawing stands in its
// place. What it needs are local files, asked for when a chart first needs them.
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src);
  const phone = window.matchMedia("(max-width: 599px)");
  const asked = new Map();
  const views = new WeakMap();

  const reading = new Promise((resolve) => {
    for (const sign of ["scroll", "pointermove", "pointerdown", "keydown", "focusin"]) {
      window.addEventListener(sign, resolve, { once: true, passive: true });
    }
  });
  const idle = () => new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));

  function load(file) {
    if (!asked.has(file)) {
      const script = document.createElement("script");
      script.src = new URL(file, here);
      asked.set(
        file,
        new Promise((resolve, reject) => {
          script.onload = resolve;
          script.onerror = () => reject(new Error(`cannot read ${script.src}`));
        }),
      );
      document.head.append(script);
    }
    return asked.get(file);
  }

  async function draw(chart) {
    const layout = phone.matches ? "narrow" : "wide";
    if (chart.dataset.layout === layout) return;
    chart.dataset.layout = layout;
    await reading;
    await Promise.all(chart.dataset.scripts.split(" ").map(load));
    await idle();
    const figure = window.reportFigures[chart.dataset.chart];
    const stage = makeStage(chart, layout);
    const { view } = await window.vegaEmbed(stage.firstChild, figure.specs[layout], {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      defaultStyle: false,
      ast: true, // interpreted, so that a page may forbid scripts made from text
      tooltip: () => {}, // and its own panel
      loader: { baseURL: document.documentElement.dataset.content_root },
    });
    if (chart.dataset.layout !== layout) return view.finalize();
    views.get(chart)?.finalize();
    views.set(chart, view);
    for (const name of ["role", "aria-roledescription", "aria-label"]) {
      stage.firstChild.removeAttribute(name); // the stage around it has them
    }
    await view.runAsync();
    chart.querySelector(".drawing").replaceChildren(stage);
    window.tellMarks(chart, stage, figure.evidence);
    chart.dataset.live = layout;
  }

  // The place of the live chart: of the same size and with the same words as the drawing.
  function makeStage(chart, layout) {
    chart.drawings ??= Object.fromEntries(
      [...chart.querySelectorAll(".drawing > div")].map((box) => [box.className, box.firstChild]),
    );
    const drawing = chart.drawings[layout];
    const [width, height] = ["width", "height"].map((side) => drawing.getAttribute(side));
    const stage = document.createElement("div");
    stage.className = "stage";
    stage.style.maxWidth = `${width}px`;
    stage.style.aspectRatio = `${width} / ${height}`;
    stage.tabIndex = 0;
    stage.setAttribute("role", "application");
    stage.setAttribute("aria-roledescription", "chart");
    stage.setAttribute("aria-label", drawing.getAttribute("aria-label"));
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true");
    stage.append(canvas);
    return stage;
  }

  const inView = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) draw(entry.target).catch((error) => console.error(error));
    }
  });

  const charts = document.querySelectorAll(".chart[data-chart]");
  const watch = () => {
    for (const chart of charts) {
      inView.unobserve(chart);
      inView.observe(chart);
    }
  };
  watch();
  phone.addEventListener("change", watch);
})();
