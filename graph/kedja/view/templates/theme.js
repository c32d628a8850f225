// Light and dark. The canvas takes its colours from the same custom properties as the rest of the page.
const darkPreferred = matchMedia("(prefers-color-scheme: dark)");
const colours = {};
let themeByHand = null;

function theme() {
  return themeByHand ?? (darkPreferred.matches ? "dark" : "light");
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "surface", "sunken", "frame", "rule", "text", "muted", "accent", "dispute", "dispute-back"];
  for (const name of [...names, ...RANK, ...Object.keys(page.looks)]) {
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

function applyTheme() {
  document.documentElement.dataset.theme = theme();
  document.getElementById("theme").textContent = theme() === "dark" ? "Light" : "Dark";
  readColours();
}

function withAlpha(hex, alpha) {
  return hex + Math.round(alpha * 255).toString(16).padStart(2, "0");
}

function startTheme(repaint) {
  document.getElementById("theme").addEventListener("click", () => {
    themeByHand = theme() === "dark" ? "light" : "dark";
    applyTheme();
    repaint();
  });
  darkPreferred.addEventListener("change", () => {
    applyTheme();
    repaint();
  });
}
