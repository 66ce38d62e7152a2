// A button that says what is chosen, and the list of boxes to tick that it opens.
let made = 0;

// ---- text: what the button says

function summary(labels, chosen) {
  if (!chosen.length) return "all";
  const more = chosen.length > 1 ? ` + ${chosen.length - 1}` : "";
  return `${labels[chosen[0]]}${more}`;
}

// ---- rendering

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function entry(label, place) {
  const box = element("input", { type: "checkbox", value: place });
  return element("label", { class: "explorer-entry" }, box, element("span", { dir: "auto" }, label));
}

function render({ model, el }) {
  const id = `explorer-choice-${made++}`;
  const name = model.get("description");
  const now = element("span", { class: "explorer-now" });
  const head = element("span", { class: "explorer-label" }, name);
  const button = element(
    "button",
    { class: "explorer-open", "aria-expanded": "false", "aria-controls": id },
    head,
    now,
  );
  const list = element("div", { id, class: "explorer-list", role: "group", "aria-label": name });
  list.hidden = true;
  el.classList.add("explorer-choice");
  el.replaceChildren(button, list);

  const boxes = () => [...list.querySelectorAll("input")];
  const show = () => {
    const chosen = model.get("index");
    now.textContent = summary(model.get("_options_labels"), chosen);
    now.title = now.textContent;
    button.classList.toggle("explorer-set", chosen.length > 0);
    boxes().forEach((box, place) => (box.checked = chosen.includes(place)));
  };
  const fill = () => {
    list.replaceChildren(...model.get("_options_labels").map(entry));
    show();
  };

  // ---- state: open or not; what is ticked goes to the kernel

  const open = (isOpen, toButton = false) => {
    if (list.hidden === !isOpen) return;
    list.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    const to = isOpen ? (boxes().find((box) => box.checked) ?? boxes()[0]) : null;
    if (to) to.focus();
    else if (toButton) button.focus();
  };
  // What belongs to the list is beside it: how several people are to be taken.
  const home = () => el.closest(".explorer-choices") ?? el;
  const pressed = (event) => {
    if (list.hidden) return;
    // A click lets JupyterLab focus its cell, so that only Tab tells who left the list.
    if (event.key === "Tab") requestAnimationFrame(left);
    if (event.key === "Escape") {
      open(false, true);
      event.stopPropagation();
    }
    const all = boxes();
    const here = all.indexOf(document.activeElement);
    const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
    if (here >= 0 && event.key in steps) {
      all[Math.max(0, Math.min(all.length - 1, steps[event.key]))].focus();
      event.preventDefault();
    }
  };
  const elsewhere = (event) => {
    if (!home().contains(event.target)) open(false);
  };
  const left = () => {
    if (!home().contains(document.activeElement)) open(false);
  };
  const ticked = () => {
    const chosen = boxes().flatMap((box, place) => (box.checked ? [place] : []));
    model.set("index", chosen);
    model.save_changes();
    show();
  };

  button.addEventListener("click", () => open(list.hidden));
  list.addEventListener("change", ticked);
  el.addEventListener("keydown", pressed);
  document.addEventListener("pointerdown", elsewhere, true);
  model.on("change:index", show);
  model.on("change:_options_labels", fill);
  fill();
  return () => {
    document.removeEventListener("pointerdown", elsewhere, true);
    model.off("change:index", show);
    model.off("change:_options_labels", fill);
  };
}

export default { render };
