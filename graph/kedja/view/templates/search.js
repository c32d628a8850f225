// Search by name, also without the marks over letters: what is found stays bright, Enter goes from one to the next.
const searchField = document.getElementById("search");
const hitList = document.getElementById("hits");
const foundNote = document.getElementById("found");
const words = new Map(page.network.nodes.map((card) => [card.id, plain(wordsOf(card))]));
let hits = [];
let at = -1;

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function wordsOf(card) {
  return [card.label, card.second, ...(page.about[card.id]?.aliases ?? [])].join(" ");
}

function search() {
  const wanted = plain(searchField.value.trim());
  const all = wanted ? [...words].filter(([, text]) => text.includes(wanted)).map(([id]) => id) : [];
  hits = all.filter((id) => !isHidden(cardById.get(id)));
  at = -1;
  chosen.found = wanted ? new Set(hits) : null;
  foundNote.textContent = wanted ? (hits.length ? `${hits.length} found` : "none") : "";
  hitList.replaceChildren(...hits.slice(0, 12).map(hitElement));
  hitList.hidden = !hits.length;
  network.redraw();
}

function hitElement(id) {
  const card = cardById.get(id);
  const press = () => {
    goTo(id);
    hitList.hidden = true;
  };
  return element("li", {}, element("button", { type: "button", onclick: press }, outline(card.category), card.label));
}

function next(step) {
  if (!hits.length) return;
  at = (at + step + hits.length) % hits.length;
  goTo(hits[at]);
  hitList.hidden = true;
  foundNote.textContent = `${at + 1} of ${hits.length}`;
}

function clearSearch() {
  searchField.value = "";
  search();
}

function searchKey(event) {
  if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") clearSearch();
  else if (event.key === "ArrowDown") hitList.querySelector("button")?.focus();
}

function startSearch() {
  searchField.addEventListener("input", search);
  searchField.addEventListener("keydown", searchKey);
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) hitList.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input")) {
      event.preventDefault();
      searchField.focus();
    }
  });
}
