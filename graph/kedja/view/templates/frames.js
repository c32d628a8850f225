// The frames of the zones with their headings, which stay legible however far away they are.
function drawFrames(ctx) {
  for (const frame of page.frames[chosen.arrangement]) {
    ctx.beginPath();
    ctx.roundRect(frame.x, frame.y, frame.width, frame.height, 14);
    ctx.fillStyle = colours.frame;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours.rule;
    ctx.stroke();
  }
}

function drawHeadings(ctx) {
  const scale = network.getScale();
  for (const frame of page.frames[chosen.arrangement]) {
    if (scale < 0.3) drawFarHeading(ctx, frame, scale);
    else drawHeading(ctx, frame, scale);
  }
}

function headingOf(frame) {
  return frame.count > 1 ? `${frame.heading} · ${frame.count}` : frame.heading;
}

function drawHeading(ctx, frame, scale) {
  const size = Math.min(Math.max(15, 12 / scale), 27);
  writeHeading(ctx, headingOf(frame), size, frame.x + 13, frame.y + 19, frame.width - 24, "start");
}

// From afar the heading lies over its zone, as on a map.
function drawFarHeading(ctx, frame, scale) {
  const size = 15 / scale;
  if (frame.height < size && frame.width < size * 4) return;
  writeHeading(ctx, headingOf(frame), size, frame.x + frame.width / 2, frame.y + frame.height / 2, Infinity, "center");
}

function writeHeading(ctx, text, wanted, x, y, room, align) {
  ctx.font = `650 ${wanted}px ${FONT}`;
  const size = wanted * Math.min(1, room / ctx.measureText(text).width);
  ctx.font = `650 ${size}px ${FONT}`;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = size / 3;
  ctx.strokeStyle = colours.frame;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colours.text;
  ctx.fillText(text, x, y);
  ctx.textAlign = "start";
}
