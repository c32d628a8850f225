// The panel beside the network: an overview, a node, or a line. On a phone it is a sheet at the foot of the page.
const details = document.getElementById("details");
const panel = document.getElementById("panel");
const sheet = document.getElementById("sheet");
const AT_ONCE = 60;

function show(title, ...children) {
  details.replaceChildren(...children);
  details.scrollTop = 0;
  sheet.textContent = title;
}

function openSheet(open) {
  panel.classList.toggle("open", open);
  sheet.setAttribute("aria-expanded", String(open));
}

function showOverview() {
  const claims = Object.keys(page.claims).length;
  const sources = Object.keys(page.sources).length;
  const statements = Object.keys(page.statements).length;
  const numbers = `${plural(statements, "statement")} from ${plural(claims, "claim")} in ${plural(sources, "source")}.`;
  const help = "Press a card or a line to see who says so. Filled marks are confirmed, hollow ones possible, struck ones excluded.";
  const open = page.conflicts.length;
  show(
    open ? `Overview, ${plural(open, "conflict")}` : "Overview",
    element("h2", {}, "Overview"),
    element("p", {}, numbers),
    element("p", { class: "note" }, help),
    element("h3", {}, open ? `Where accounts differ (${open})` : "No accounts differ"),
    ...page.conflicts.map((conflict) => conflictElement(conflict)),
  );
}

function showNode(id) {
  const card = cardById.get(id);
  const conflicts = conflictsOf(id);
  show(
    card.label,
    backButton(),
    element("p", { class: "kicker" }, outline(card.category), page.looks[card.category].name),
    element("h2", {}, card.label),
    element("p", { class: "note" }, card.second),
    badge(card.standing),
    factsElement(id),
    membersElement(id),
    ...(conflicts.length ? [element("h3", {}, `Accounts differ (${conflicts.length})`)] : []),
    ...conflicts.map((conflict) => conflictElement(conflict)),
    ...statementElements(statementsOf(id)),
  );
}

function showLine(id) {
  const line = lineById.get(id);
  show(
    `${nameOf(line.from)} → ${nameOf(line.to)}`,
    backButton(),
    element("p", { class: "kicker" }, "Line between"),
    element("div", { class: "names" }, nodeButton(line.from), nodeButton(line.to)),
    ...statementElements(line.statements),
  );
}

function backButton() {
  return element("button", { type: "button", class: "back", onclick: () => choose(null) }, "← Overview");
}

function nodeButton(id) {
  return element("button", { type: "button", onclick: () => goTo(id) }, nameOf(id));
}

function factsElement(id) {
  const about = page.about[id] ?? {};
  const list = element("dl", { class: "facts" });
  const rows = { "also called": (about.aliases ?? []).join(", "), ...about.identifiers, id: page.about[id] && id };
  for (const [name, value] of Object.entries(rows)) {
    if (value) list.append(element("dt", {}, name), element("dd", {}, value));
  }
  return list;
}

function membersElement(id) {
  const members = (page.about[id]?.members ?? []).filter((member) => cardById.has(member));
  if (!members.length) return "";
  const heading = element("h3", {}, `Named members (${members.length})`);
  return element("div", {}, heading, element("div", { class: "names" }, ...members.map(nodeButton)));
}

function statementElements(ids, shown = AT_ONCE) {
  if (!ids.length) return [];
  const few = ids.length <= 3;
  const box = element("div", {}, ...ids.slice(0, shown).map((id) => statementElement(id, few)));
  if (ids.length > shown) {
    const rest = () => box.replaceChildren(...ids.map((id) => statementElement(id)));
    box.append(element("button", { type: "button", class: "more", onclick: rest }, `Show all ${ids.length}`));
  }
  return [element("h3", {}, `What is said (${ids.length})`), box];
}

function startPanel() {
  sheet.addEventListener("click", () => openSheet(!panel.classList.contains("open")));
  showOverview();
}
