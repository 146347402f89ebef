// Brings a chart to life when it comes near the reader. Until then, and without JavaScript, its
// static drawing stands in its place. The Vega library is one local file, loaded once.
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src);
  const phone = window.matchMedia("(max-width: 599px)");
  let library;

  function loadLibrary() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("vega.js", here);
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  async function draw(chart) {
    const layout = phone.matches ? "narrow" : "wide";
    const drawing = chart.querySelector(`.drawing.${layout}`);
    if (drawing.dataset.drawn) return;
    drawing.dataset.drawn = "waiting";
    await loadLibrary();
    const spec = JSON.parse(chart.querySelector(`script[data-layout="${layout}"]`).textContent);
    const stage = document.createElement("div");
    await window.vegaEmbed(stage, spec, { actions: false, renderer: "svg", mode: "vega-lite" });
    drawing.replaceChildren(stage);
    drawing.dataset.drawn = "live";
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) draw(entry.target).catch((error) => console.error(error));
      }
    },
    { rootMargin: "200px" },
  );

  const charts = document.querySelectorAll(".chart[data-chart]");
  charts.forEach((chart) => near.observe(chart));
  phone.addEventListener("change", () => {
    charts.forEach((chart) => {
      near.unobserve(chart);
      near.observe(chart);
    });
  });
})();
