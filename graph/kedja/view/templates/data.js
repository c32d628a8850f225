// What the page shows, and what is chosen in it.
const page = JSON.parse(document.getElementById("data").textContent);
const cardById = new Map(page.network.nodes.map((node) => [node.id, node]));
const lineById = new Map(page.network.edges.map((line) => [line.id, line]));
const linesOf = new Map();
for (const line of page.network.edges) {
  for (const end of new Set([line.from, line.to])) {
    if (!linesOf.has(end)) linesOf.set(end, []);
    linesOf.get(end).push(line);
  }
}

const chosen = {
  hiddenCategories: new Set(),
  hiddenStatuses: new Set(["excluded"]),
  found: null,
  focus: null,
  arrangement: "wide",
};
const RANK = ["confirmed", "possible", "unknown", "excluded"];

function nameOf(id) {
  return cardById.get(id)?.label ?? id;
}

function statementsOf(id) {
  const ids = (linesOf.get(id) ?? []).flatMap((line) => line.statements);
  return ids.sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf(statement) {
  return RANK.indexOf(page.statements[statement].status);
}

function conflictsOf(id) {
  return page.conflicts.filter((conflict) => conflict.subject === id);
}

// The node itself, its neighbours over lines that are shown, and the members of a group.
function surroundings(id) {
  const shown = (linesOf.get(id) ?? []).filter((line) => !chosen.hiddenStatuses.has(line.status));
  const ends = shown.flatMap((line) => [line.from, line.to]);
  return new Set([id, ...ends, ...(page.about[id]?.members ?? [])]);
}
