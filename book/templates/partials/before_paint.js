// The faces are asked for before words are laid out, so that no line breaks anew when they arrive.
document.fonts.load("1em 'Report Serif'");
document.fonts.load("1em 'Report Sans'");
try { document.body.dataset.theme = localStorage.getItem("theme") || "auto"; }
catch { document.body.dataset.theme = "auto"; }
