// Statements and the claims behind them, as elements of the panel.
function statementElement(id, open = false) {
  const statement = page.statements[id];
  const made = element("details", { class: "statement" }, statementSummary(statement));
  fillWhenOpened(made, () => statementInside(statement), open);
  return made;
}

// A hub has thousands of claims: they become elements only when somebody looks at them.
function fillWhenOpened(details, fill, open) {
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(fill());
  });
  details.open = open;
}

function statementSummary(statement) {
  const badges = element("div", { class: "badges" }, badge(statement.status));
  if (statement.disputed) badges.append(badge("disputed", "dispute"));
  badges.append(element("span", { class: "note" }, voicesOf(statement)));
  return element(
    "summary",
    {},
    `${nameOf(statement.subject)} `,
    element("i", {}, statement.predicate),
    ` ${nameOf(statement.target)}`,
    badges,
  );
}

function voicesOf(statement) {
  if (statement.derived) return "derived from other statements";
  const against = statement.against?.length ?? 0;
  return `${plural(statement.support ?? 0, "voice")}${against ? `, ${plural(against, "denial")}` : ""}`;
}

function statementInside(statement) {
  const inside = element("div", { class: "inside" });
  const words = Object.entries(statement.qualifiers ?? {}).map(([name, value]) => `${name}: ${value}`);
  if (statement.first) words.push(`said ${statement.first === statement.last ? "on" : "from"} ${statement.first}`);
  if (statement.last && statement.last !== statement.first) words[words.length - 1] += ` to ${statement.last}`;
  inside.append(element("p", { class: "note" }, words.join(" · ")), ...claimElements(statement.claims));
  return inside;
}

function claimElements(ids = []) {
  const known = ids.filter((id) => page.claims[id]);
  const made = known.map((id) => claimElement(page.claims[id]));
  const missing = ids.length - known.length;
  if (missing) made.push(element("p", { class: "note" }, `${plural(missing, "claim")} not shown on this page`));
  return made;
}

function claimElement(claim) {
  const badges = element("div", { class: "badges" }, badge(claim.stance), badge(claim.certainty));
  if (claim.repeats) badges.append(badge("repeats another", "unknown"));
  if (claim.marking) badges.append(badge(`TLP:${claim.marking}`, "unknown"));
  const made = element("article", { class: "claim" }, badges, element("p", {}, claim.says + qualifiersOf(claim)));
  if (claim.quote) made.append(element("blockquote", {}, claim.quote));
  made.append(element("p", { class: "by" }, claim.speaker), sourceElement(page.sources[claim.source], claim.said_on));
  return made;
}

function qualifiersOf(claim) {
  const words = Object.entries(claim.qualifiers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return words.length ? ` (${words.join("; ")})` : "";
}

function sourceElement(source, saidOn) {
  const made = element("p", { class: "from" }, link(source.url, source.title));
  const words = [source.publisher, source.published, source.reliability && `reliability ${source.reliability}`];
  if (saidOn && saidOn !== source.published) words.push(`said ${saidOn}`);
  made.append(...words.filter(Boolean).map((word) => ` · ${word}`));
  return made;
}

function conflictElement(conflict, open = false) {
  const badges = element("div", { class: "badges" }, badge(conflict.kind, "dispute"));
  if (conflict.judged) badges.append(badge("judged", "confirmed"));
  badges.append(element("span", { class: "note" }, conflict.positions.map((side) => side.value).join(" / ")));
  const made = element("details", { class: "conflict" }, element("summary", {}, conflict.heading, badges));
  fillWhenOpened(made, () => element("div", { class: "inside" }, ...conflict.positions.map(positionElement)), open);
  return made;
}

function positionElement(side) {
  const voices = element("span", { class: "note" }, ` ${plural(side.voices, "voice")}`);
  return element("div", { class: "position" }, element("b", {}, side.value, voices), ...claimElements(side.claims));
}
