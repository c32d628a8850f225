// Elements are built from text only, so that a name can never become markup.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return made;
}

function outline(category) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  picture.setAttribute("viewBox", "-1 -1 18 18");
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", page.looks[category].path);
  path.setAttribute("fill", `var(--${category})`);
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}

function badge(text, kind = text) {
  return element("span", { class: `badge ${kind}` }, text);
}

function link(address, text) {
  if (!/^https?:\/\//i.test(address ?? "")) return text;
  return element("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" }, text);
}

function plural(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
