// Drawing of the cards on the canvas: outline, name, smaller words, and how surely it belongs.
const FONT = '"Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const FAINT = 0.3;
const paths = new Map(Object.entries(page.looks).map(([category, look]) => [category, new Path2D(look.path)]));
const shortened = new Map();

function boxOf(card) {
  const [x, y, width, height] = card[chosen.arrangement];
  return { x: x - width / 2, y: y - height / 2, width, height };
}

// What is looked at goes before what was searched for.
function faded(id) {
  const bright = chosen.focus ?? chosen.found;
  return bright !== null && !bright.has(id);
}

function drawCard({ ctx, id, state }) {
  const card = cardById.get(id);
  const box = boxOf(card);
  return {
    drawNode() {
      const strength = faded(id) ? FAINT : 1;
      // Below this size nobody can read: a bar in the colour of its category keeps the picture fast and clear.
      if (box.height * network.getScale() < 8) drawBar(ctx, card, box, strength);
      else drawInFull(ctx, card, box, strength, state.selected || state.hover);
    },
    nodeDimensions: { width: box.width, height: box.height },
  };
}

function drawBar(ctx, card, box, strength) {
  ctx.fillStyle = colours.surface;
  ctx.fillRect(box.x, box.y + 2, box.width, box.height - 4);
  ctx.globalAlpha = strength;
  ctx.fillStyle = withAlpha(colours[card.category], card.standing === "confirmed" ? 0.7 : 0.3);
  ctx.fillRect(box.x, box.y + 2, box.width, box.height - 4);
}

function drawInFull(ctx, card, box, strength, marked) {
  drawGround(ctx, card, box, strength, marked);
  const size = card.main ? 20 : 14;
  const left = box.x + (card.main ? 12 : 9);
  drawOutline(ctx, card, left, box.y + (box.height - size) / 2, size);
  const right = box.x + box.width - (card.disputed ? 26 : 8);
  drawWords(ctx, card, box, left + size + 8, right);
  if (card.disputed) drawDispute(ctx, box);
}

// The ground is never see-through, so that no line runs through a name; what stands on it may be faint.
function drawGround(ctx, card, box, strength, marked) {
  const colour = colours[card.category];
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.width, box.height, card.main ? 12 : 8);
  ctx.fillStyle = colours.surface;
  ctx.fill();
  ctx.globalAlpha = strength;
  if (card.main || card.counted) {
    ctx.fillStyle = withAlpha(colour, 0.12);
    ctx.fill();
  }
  ctx.setLineDash(dashesOf(card));
  ctx.lineWidth = marked ? 3 : card.main || card.counted ? 1.8 : 1;
  ctx.strokeStyle = marked ? colours.accent : borderOf(card);
  ctx.stroke();
  ctx.setLineDash([]);
}

function dashesOf(card) {
  if (card.counted) return [7, 4];
  return { possible: [4, 3], excluded: [1.5, 3], unknown: [1.5, 3] }[card.standing] ?? [];
}

function borderOf(card) {
  if (card.main || card.counted) return colours[card.category];
  return card.standing === "confirmed" ? colours.rule : colours[card.standing];
}

// Filled when confirmed, hollow when possible or unknown, hollow and struck when excluded.
function drawOutline(ctx, card, x, y, size) {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size / 16, size / 16);
  ctx.fillStyle = ctx.strokeStyle = colours[card.category];
  ctx.lineWidth = 2;
  if (card.standing === "confirmed" || card.counted) ctx.fill(paths.get(card.category), "evenodd");
  else ctx.stroke(paths.get(card.category));
  if (card.standing === "excluded") {
    ctx.strokeStyle = colours.excluded;
    ctx.stroke(new Path2D("M-1 17L17 -1"));
  }
  ctx.restore();
}

function drawWords(ctx, card, box, left, right) {
  const stacked = card.second && box.height > 30;
  const middle = box.y + box.height / 2;
  ctx.textBaseline = "middle";
  ctx.fillStyle = card.standing === "excluded" ? colours.muted : colours.text;
  const font = `${card.main || card.counted ? "600 " : ""}${card.main ? 17 : 14}px ${FONT}`;
  const width = write(ctx, card.label, font, left, middle - (stacked ? 8 : -0.5), right - left);
  if (!card.second) return;
  ctx.fillStyle = colours.muted;
  const start = stacked ? left : left + width + 7;
  write(ctx, card.second, `12px ${FONT}`, start, middle + (stacked ? 9 : 1), right - start);
}

function write(ctx, text, font, x, y, room) {
  ctx.font = font;
  const shown = fitted(ctx, text, font, room);
  ctx.fillText(shown, x, y);
  return ctx.measureText(shown).width;
}

function fitted(ctx, text, font, room) {
  const key = `${font} ${Math.round(room)} ${text}`;
  if (!shortened.has(key)) shortened.set(key, shorten(ctx, text, room));
  return shortened.get(key);
}

function shorten(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  let end = text.length;
  while (end > 0 && ctx.measureText(`${text.slice(0, end).trimEnd()}…`).width > room) end -= 1;
  return end > 1 ? `${text.slice(0, end).trimEnd()}…` : "";
}

function drawDispute(ctx, box) {
  const x = box.x + box.width - 15;
  const y = box.y + box.height / 2;
  ctx.beginPath();
  ctx.arc(x, y, 9, 0, 2 * Math.PI);
  ctx.fillStyle = colours["dispute-back"];
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = ctx.fillStyle = colours.dispute;
  ctx.stroke();
  ctx.font = `600 13px ${FONT}`;
  ctx.textAlign = "center";
  ctx.fillText("≠", x, y + 0.5);
  ctx.textAlign = "start";
}
