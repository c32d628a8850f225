// The network itself, and what presses and resizes do.
const canvas = document.getElementById("canvas");
const list = document.getElementById("list");
const SPREAD = 14;
const LARGEST = 1.5;
const ARROW = { to: { enabled: true, scaleFactor: 0.45 } };
let labelled = [];

function narrowWindow() {
  return innerWidth <= 760;
}

function nodeOptions(card) {
  const [x, y] = card[chosen.arrangement];
  return { id: card.id, label: card.label, shape: "custom", ctxRenderer: drawCard, x, y, physics: false };
}

function lineOptions(line) {
  const colour = colours[line.status];
  const quiet = withAlpha(colour, strengthOf(line));
  return { ...line, hidden: lineHidden(line), color: { color: quiet, highlight: colour, hover: colour, inherit: false } };
}

function strengthOf(line) {
  const crowded = chosen.arrangement === "narrow" ? 0.6 : 1;
  return (line.busy ? 0.4 : 0.75) * crowded * (chosen.focus ? 0.3 : 1);
}

applyTheme();
chosen.arrangement = narrowWindow() ? "narrow" : "wide";
const nodeSet = new vis.DataSet(page.network.nodes.map(nodeOptions));
const lineSet = new vis.DataSet(page.network.edges.map(lineOptions));
const network = new vis.Network(canvas, { nodes: nodeSet, edges: lineSet }, page.network.options);

function repaint() {
  lineSet.update(page.network.edges.map(lineOptions));
  network.redraw();
}

// A card's size is known to vis-network only once it was drawn; asking again lets lines end at its border.
function measureCards() {
  for (const id of nodeSet.getIds()) network.body.nodes[id].needsRefresh();
}

function arrange() {
  const fitting = narrowWindow() ? "narrow" : "wide";
  if (fitting === chosen.arrangement) return;
  chosen.arrangement = fitting;
  turnLines();
  nodeSet.update(page.network.nodes.map(nodeOptions));
  network.redraw();
  measureCards();
  fit();
}

function turnLines() {
  const direction = chosen.arrangement === "wide" ? "horizontal" : "vertical";
  network.setOptions({ edges: { smooth: { ...page.network.options.edges.smooth, forceDirection: direction } } });
}

function extent() {
  const frames = page.frames[chosen.arrangement];
  return [Math.max(...frames.map((frame) => frame.x + frame.width)), Math.max(...frames.map((frame) => frame.y + frame.height))];
}

function acrossScale(right) {
  return canvas.clientWidth / (right + 40);
}

// Everything in a wide window; on a phone the full width from the top, to be read downwards.
function fit() {
  const [right, bottom] = extent();
  const across = acrossScale(right);
  const scale = narrowWindow() ? across : Math.min(across, canvas.clientHeight / (bottom + 40), LARGEST);
  const y = narrowWindow() ? canvas.clientHeight / scale / 2 - 16 : bottom / 2;
  network.moveTo({ position: { x: right / 2, y }, scale });
}

// Shows what stands behind a node or a line, or the overview for nothing.
function choose(selection) {
  hideTooltip();
  unlabelLines();
  const focused = Boolean(chosen.focus);
  chosen.focus = selection?.node ? surroundings(selection.node) : null;
  network.setSelection({ nodes: selection?.node ? [selection.node] : [], edges: selection?.line ? [selection.line] : [] }, { highlightEdges: true });
  if (selection?.node) showNode(selection.node);
  else if (selection?.line) showLine(selection.line);
  else showOverview();
  quietLines(focused);
  if (selection?.node) labelLines(selection.node);
  openSheet(Boolean(selection));
  network.redraw();
}

// Lines step back while one node is looked at, unless there are so many that it would take long.
function quietLines(before) {
  if (before !== Boolean(chosen.focus) && page.network.edges.length < 2000) lineSet.update(page.network.edges.map(lineOptions));
}

function labelLines(id) {
  const shown = (linesOf.get(id) ?? []).filter((line) => line.statements.length && !lineHidden(line));
  if (shown.length > SPREAD) return;
  labelled = shown.map((line) => line.id);
  const font = { size: 12, color: colours.text, strokeWidth: 5, strokeColor: colours.frame, face: FONT };
  lineSet.update(shown.map((line) => ({ id: line.id, label: predicatesOf(line), font, arrows: ARROW })));
}

function predicatesOf(line) {
  return [...new Set(line.statements.map((id) => page.statements[id].predicate))].join(", ");
}

function unlabelLines() {
  lineSet.update(labelled.map((id) => ({ id, label: " ", arrows: "" })));
  labelled = [];
}

function goTo(id) {
  const [x, y] = cardById.get(id)[chosen.arrangement];
  choose({ node: id });
  if (!list.hidden) return;
  network.moveTo({ ...standpoint(x, y), animation: calm() ? false : { duration: 350 } });
}

// On a phone the page moves up and down only, and the node comes to stand above the sheet.
function standpoint(x, y) {
  if (!narrowWindow()) return { position: { x, y }, scale: Math.max(network.getScale(), 0.8) };
  const [right] = extent();
  return { position: { x: right / 2, y }, scale: acrossScale(right), offset: { x: 0, y: -canvas.clientHeight * 0.3 } };
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function toggleList() {
  const button = document.getElementById("as-list");
  list.hidden = !list.hidden;
  canvas.hidden = !list.hidden;
  button.setAttribute("aria-pressed", String(!list.hidden));
}

network.on("beforeDrawing", drawFrames);
network.on("afterDrawing", drawHeadings);
network.on("click", ({ nodes, edges }) => {
  if (nodes.length) choose({ node: nodes[0] });
  else choose(edges.length ? { line: edges[0] } : null);
});
network.on("hoverNode", ({ node, event }) => nodeTooltip(event, node));
network.on("hoverEdge", ({ edge, event }) => lineTooltip(event, edge));
for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, hideTooltip);
canvas.addEventListener("pointerleave", hideTooltip);
for (const button of document.querySelectorAll("[data-node]")) {
  button.addEventListener("click", () => choose({ node: button.dataset.node }));
}
document.getElementById("fit").addEventListener("click", fit);
document.getElementById("as-list").addEventListener("click", toggleList);
addEventListener("resize", arrange);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target !== searchField) choose(null);
});

startTheme(repaint);
startLegend();
startSearch();
startPanel();
turnLines();
network.redraw();
measureCards();
fit();
