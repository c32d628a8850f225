// A few words beside the pointer.
const tooltip = document.getElementById("tooltip");

function showTooltip(event, ...children) {
  tooltip.replaceChildren(...children);
  tooltip.hidden = false;
  const right = Math.max(8, Math.min(event.clientX + 16, innerWidth - tooltip.offsetWidth - 8));
  const below = event.clientY + 18 + tooltip.offsetHeight < innerHeight;
  tooltip.style.left = `${right}px`;
  tooltip.style.top = `${below ? event.clientY + 18 : event.clientY - tooltip.offsetHeight - 12}px`;
}

function hideTooltip() {
  tooltip.hidden = true;
}

function nodeTooltip(event, id) {
  const card = cardById.get(id);
  const statements = statementsOf(id);
  const words = [page.looks[card.category].name, card.standing, plural(statements.length, "statement")];
  const spoken = statements.map((each) => firstClaim(each)).find(Boolean);
  showTooltip(
    event,
    element("b", {}, card.label),
    element("p", {}, [card.second, ...words].filter(Boolean).join(" · ")),
    spoken ? element("p", {}, `${spoken.speaker}: “${spoken.quote ?? spoken.says}”`) : "",
  );
}

function lineTooltip(event, id) {
  const line = lineById.get(id);
  const predicates = [...new Set(line.statements.map((each) => page.statements[each].predicate))];
  const spoken = line.statements.map(firstClaim).find(Boolean);
  showTooltip(
    event,
    element("b", {}, `${nameOf(line.from)} ${predicates.join(", ") || "→"} ${nameOf(line.to)}`),
    element("p", {}, `${line.status} · ${plural(line.statements.length, "statement")}`),
    spoken ? element("p", {}, `${spoken.speaker}: “${spoken.quote ?? spoken.says}”`) : "",
  );
}

function firstClaim(statement) {
  return (page.statements[statement].claims ?? []).map((id) => page.claims[id]).find(Boolean);
}
