// The legend: a press hides or shows a type of node, or lines of a status.
function toggle(button, hidden, key) {
  const wasHidden = hidden.delete(key);
  if (!wasHidden) hidden.add(key);
  button.setAttribute("aria-pressed", String(wasHidden));
  applyHidden();
}

function isHidden(card) {
  return chosen.hiddenCategories.has(card.category);
}

function lineHidden(line) {
  const ends = [cardById.get(line.from), cardById.get(line.to)];
  return chosen.hiddenStatuses.has(line.status) || ends.some(isHidden);
}

function applyHidden() {
  nodeSet.update(page.network.nodes.map((card) => ({ id: card.id, hidden: isHidden(card) })));
  lineSet.update(page.network.edges.map((line) => ({ id: line.id, hidden: lineHidden(line) })));
  for (const button of list.querySelectorAll("[data-node]")) {
    button.parentElement.hidden = isHidden(cardById.get(button.dataset.node));
  }
}

function startLegend() {
  for (const button of document.querySelectorAll("[data-category]")) {
    button.addEventListener("click", () => toggle(button, chosen.hiddenCategories, button.dataset.category));
  }
  for (const button of document.querySelectorAll("[data-status]")) {
    button.addEventListener("click", () => toggle(button, chosen.hiddenStatuses, button.dataset.status));
  }
  if (narrowWindow()) document.getElementById("legend").open = false;
}
