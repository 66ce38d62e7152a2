// The form of a row: one control for each field that the kernel names. A control has a
// node, `set(value)` and `focus()`, and tells what is written by `wrote(value)`.

let lastId = 0;

function newId() {
  lastId += 1;
  return `annotate-${lastId}`;
}

const TAKES_FOCUS = new Set(["BUTTON", "INPUT", "SELECT", "TEXTAREA", "SUMMARY", "A"]);

// An element with its attributes and children; text goes in as text alone. What can
// take the focus holds JupyterLab's own keys back: only the element itself can.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  const focusable = TAKES_FOCUS.has(node.tagName) || node.hasAttribute("tabindex");
  if (focusable) node.dataset.lmSuppressShortcuts = "true";
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

// A button that acts when the pointer is released, since a press must not take the
// selection away; keys and other means act by `click`.
function button(attributes, act, ...children) {
  let done = false;
  const node = make("button", { type: "button", ...attributes }, ...children);
  const run = (event) => {
    if (node.getAttribute("aria-disabled") !== "true") act(event);
  };
  node.addEventListener("pointerdown", (event) => {
    done = false;
    event.preventDefault();
  });
  node.addEventListener("mousedown", (event) => event.preventDefault());
  node.addEventListener("pointerup", (event) => {
    if (event.button !== 0) return;
    done = true;
    run(event);
  });
  node.addEventListener("click", (event) => {
    if (!done) run(event);
    done = false;
  });
  return node;
}

function allow(node, allowed) {
  if (allowed) node.removeAttribute("aria-disabled");
  else node.setAttribute("aria-disabled", "true");
}

// A line in which one types, with a list of what fits.
class Combobox {
  // free: any word is allowed; offersNew: "new…" ends the list.
  constructor(id, options, { free, offersNew, picked, typed }) {
    Object.assign(this, { options, free, offersNew, picked, typed });
    this.found = [];
    this.active = -1;
    this.listId = newId();
    this.input = make("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": this.listId,
      oninput: () => this.onInput(),
      onkeydown: (event) => this.onKey(event),
      onclick: () => this.open(),
      onfocusout: () => this.onLeave(),
    });
    this.list = make("ul", { id: this.listId, role: "listbox", class: "annotate-options" });
    this.list.hidden = true;
    this.list.popover = "manual";
    this.list.setAttribute("aria-label", "What fits");
    this.node = make("div", { class: "annotate-combobox" }, this.input, this.list);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  matching(words) {
    const sought = words.trim().toLowerCase();
    const found = this.options.filter(
      ({ value, label }) =>
        label.toLowerCase().includes(sought) || value.toLowerCase().includes(sought),
    );
    const begins = ({ label }) => label.toLowerCase().startsWith(sought);
    found.sort((a, b) => Number(begins(b)) - Number(begins(a)));
    if (this.offersNew && sought) {
      found.push({ value: null, label: `new: “${words.trim()}”`, new: words.trim() });
    }
    return found;
  }

  open(words = "") {
    this.found = this.matching(words);
    this.active = words && !this.free && this.found.length ? 0 : -1;
    this.list.replaceChildren(...this.found.map((one, i) => this.option(one, i)));
    if (!this.found.length && this.offersNew && !words) {
      this.list.append(make("li", { class: "annotate-hint" }, "new… (type a name)"));
    }
    if (!this.list.childElementCount) {
      this.close();
      return;
    }
    this.list.hidden = false;
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    this.input.setAttribute("aria-expanded", "true");
    this.place();
    this.markActive();
  }

  option(one, i) {
    return make(
      "li",
      {
        id: `${this.listId}-${i}`,
        role: "option",
        "aria-selected": "false",
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => this.choose(one),
      },
      one.label,
    );
  }

  place() {
    const box = this.input.getBoundingClientRect();
    const below = window.innerHeight - box.bottom;
    const height = Math.min(260, Math.max(below, box.top) - 12);
    this.list.style.maxHeight = `${height}px`;
    this.list.style.width = `${box.width}px`;
    this.list.style.left = `${box.left}px`;
    const upwards = below < 150 && box.top > below;
    const top = upwards ? box.top - this.list.offsetHeight - 2 : box.bottom + 2;
    this.list.style.top = `${top}px`;
  }

  markActive() {
    const nodes = [...this.list.querySelectorAll("[role=option]")];
    nodes.forEach((node, i) => node.setAttribute("aria-selected", String(i === this.active)));
    const active = nodes[this.active];
    if (active) this.input.setAttribute("aria-activedescendant", active.id);
    else this.input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(one) {
    this.close();
    this.picked(one);
  }

  onInput() {
    this.open(this.input.value);
    this.typed?.(this.input.value);
  }

  onLeave() {
    this.close();
    this.left?.();
  }

  onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (moves[event.key]) {
      if (!this.isOpen) this.open(this.free ? "" : this.input.value);
      const last = this.found.length - 1;
      this.active = Math.min(last, Math.max(0, this.active + moves[event.key]));
      this.markActive();
      event.preventDefault();
    } else if (event.key === "Enter" && this.isOpen && this.active >= 0) {
      this.choose(this.found[this.active]);
      event.preventDefault();
    } else if (event.key === "Escape" && this.isOpen) {
      this.close();
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Tab" && this.isOpen && this.active >= 0) {
      this.choose(this.found[this.active]);
    }
  }
}

// ---- one control for each kind of field

function lineControl(field, id, wrote) {
  const several = field.control === "text";
  const input = make(several ? "textarea" : "input", {
    id,
    rows: several && 2,
    type: !several && "text",
    autocomplete: "off",
    spellcheck: several ? "true" : "false",
    readonly: Boolean(field.fixed),
    oninput: () => wrote(input.value),
  });
  const set = (value) => {
    input.value = value;
  };
  const focus = (selecting) => {
    input.focus();
    if (selecting) input.select();
  };
  return { node: input, input, set, focus };
}

// One line that may be long: it wraps, and holds no line end.
function titleControl(field, id, wrote) {
  const input = make("textarea", {
    id,
    rows: 1,
    class: "annotate-title",
    autocomplete: "off",
    spellcheck: "true",
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
    },
    oninput: () => {
      if (/[\r\n]/.test(input.value)) input.value = input.value.replace(/\s*[\r\n]+\s*/g, " ");
      wrote(input.value);
    },
  });
  const set = (value) => {
    input.value = value;
  };
  const focus = (selecting) => {
    input.focus();
    if (selecting) input.select();
  };
  return { node: input, input, set, focus };
}

function selectControl(field, id, wrote) {
  const options = [...field.options];
  if (!options.some(({ value }) => value === "")) options.unshift({ value: "", label: "—" });
  const input = make(
    "select",
    { id, onchange: () => wrote(input.value) },
    ...options.map(({ value, label }) => make("option", { value }, label || "—")),
  );
  const set = (value) => {
    input.value = value;
  };
  return { node: input, input, set, focus: () => input.focus() };
}

function radioControl(field, id, wrote) {
  const inputs = field.options.map(({ value }) =>
    make("input", { type: "radio", name: id, value, onchange: () => wrote(value) }),
  );
  const labels = field.options.map(({ label }, i) =>
    make("label", { class: "annotate-radio" }, inputs[i], make("span", {}, label)),
  );
  const node = make("div", { id, role: "radiogroup", class: "annotate-radios" }, ...labels);
  const set = (value) => {
    for (const input of inputs) input.checked = input.value === value;
  };
  const focus = () => (inputs.find((input) => input.checked) ?? inputs[0])?.focus();
  return { node, input: node, set, focus };
}

function checkControl(field, id, wrote) {
  const input = make("input", {
    id,
    type: "checkbox",
    onchange: () => wrote(input.checked ? "yes" : ""),
  });
  const set = (value) => {
    input.checked = value === "yes";
  };
  const node = make("div", { class: "annotate-check" }, input);
  return { node, input, set, focus: () => input.focus() };
}

function comboControl(field, id, wrote) {
  const box = new Combobox(id, field.options, {
    free: true,
    typed: wrote,
    picked: ({ value }) => {
      box.input.value = value;
      wrote(value);
    },
  });
  const set = (value) => {
    box.input.value = value;
  };
  const focus = (selecting) => {
    box.input.focus();
    if (selecting) box.input.select();
  };
  return { node: box.node, input: box.input, set, focus };
}

const NOBODY = { id: "", new: "", role: "" };

function shownChoice(field, { id, new: name }) {
  if (name) return `new: ${name}`;
  return field.options.find(({ value }) => value === id)?.label ?? id;
}

function pickControl(field, id, wrote) {
  let now = NOBODY;
  const show = () => {
    box.input.value = shownChoice(field, now);
  };
  const take = (value) => {
    now = value;
    show();
    wrote(now);
  };
  const box = new Combobox(id, field.options, {
    offersNew: Boolean(field.new),
    picked: (one) => take({ ...NOBODY, id: one.value ?? "", new: one.new ?? "" }),
  });
  box.left = () => {
    if (!box.input.value.trim() && (now.id || now.new)) take(NOBODY);
    else show();
  };
  const set = (value) => {
    now = value ?? NOBODY;
    show();
  };
  const focus = (selecting) => {
    box.input.focus();
    if (selecting) box.input.select();
  };
  return { node: box.node, input: box.input, set, focus };
}

function picksControl(field, id, wrote) {
  let now = [];
  const chips = make("ul", { class: "annotate-chips", "aria-label": field.label });
  const box = new Combobox(id, field.options, {
    offersNew: Boolean(field.new),
    picked: (one) => {
      box.input.value = "";
      const added = { ...NOBODY, id: one.value ?? "", new: one.new ?? "" };
      const there = now.findIndex((chip) => chip.id === added.id && chip.new === added.new);
      if (there < 0) change([...now, added]);
      const at = there < 0 ? now.length - 1 : there;
      if (field.roles) chips.children[at]?.querySelector("input")?.focus();
    },
  });
  box.left = () => {
    box.input.value = "";
  };
  box.input.addEventListener("keydown", (event) => {
    if (event.key !== "Backspace" || box.input.value || !now.length) return;
    change(now.slice(0, -1));
    event.preventDefault();
  });
  box.input.placeholder = "add…";
  const change = (value) => {
    now = value;
    draw();
    wrote(now);
  };
  const chip = (one, i) => {
    const name = shownChoice(field, one);
    const role = field.roles
      ? make("input", {
          type: "text",
          placeholder: "role",
          autocomplete: "off",
          "aria-label": `Role of ${name}`,
          oninput: (event) => {
            now = now.map((other, k) => (k === i ? { ...other, role: event.target.value } : other));
            wrote(now);
          },
          onkeydown: (event) => {
            if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
            box.input.focus();
            event.preventDefault();
          },
        })
      : null;
    if (role) role.value = one.role;
    const away = () => {
      change(now.filter((_, k) => k !== i));
      box.input.focus();
    };
    const cross = button({ class: "annotate-cross", "aria-label": `Remove ${name}` }, away, "×");
    return make("li", { class: "annotate-chip" }, make("span", {}, name), role, cross);
  };
  const draw = () => {
    chips.replaceChildren(...now.map(chip));
    chips.hidden = !now.length;
  };
  const set = (value) => {
    now = value ?? [];
    draw();
  };
  const node = make("div", {}, chips, box.node);
  return { node, input: box.input, set, focus: () => box.input.focus() };
}

const CONTROLS = {
  line: lineControl,
  title: titleControl,
  text: lineControl,
  select: selectControl,
  radio: radioControl,
  check: checkControl,
  combo: comboControl,
  pick: pickControl,
  picks: picksControl,
};

// ---- the mark that the timeline will draw for a date

const SHAPES = {
  point: "M9 1 L15 7 L9 13 L3 7 Z",
  bar: "M3 3 H41 V11 H3 Z",
  left: "M41 3 H14 M41 11 H14 M41 3 V11 M10 7 H3 M6 4 L3 7 L6 10",
  right: "M3 3 H30 M3 11 H30 M3 3 V11 M34 7 H41 M38 4 L41 7 L38 10",
  strip: "M3 7 H41 M22 1 V13 M6 4 L3 7 L6 10 M38 4 L41 7 L38 10",
};

function shapeOf(shape) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [name, value] of Object.entries({ width: shape === "point" ? 18 : 44, height: 14, "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  path.setAttribute("d", SHAPES[shape] ?? "");
  path.setAttribute("class", "annotate-shape");
  svg.append(path);
  return svg;
}

// ---- a field: label, control, and what is to be said about it

class FieldView {
  constructor(field, wrote) {
    this.field = field;
    this.wrote = wrote;
    const id = newId();
    this.control = CONTROLS[field.control](field, id, wrote);
    this.control.set(field.value);
    this.problem = make("p", { id: newId(), class: "annotate-problem" });
    this.understood = make("p", { id: newId(), class: "annotate-understood" });
    this.question = make("div", { class: "annotate-question" });
    const help = make("p", { id: newId(), class: "annotate-help" }, field.fixed || field.help || "");
    const labelId = newId();
    const grouped = field.control === "radio";
    const label = make(grouped ? "span" : "label", { id: labelId, for: !grouped && id }, field.label);
    if (grouped) this.control.node.setAttribute("aria-labelledby", labelId);
    const about = [this.problem.id, this.understood.id, help.id].join(" ");
    this.control.input.setAttribute("aria-describedby", about);
    this.node = make(
      "div",
      { class: "annotate-field", "data-field": field.name },
      label,
      make(
        "div",
        { class: "annotate-control" },
        this.control.node,
        this.understood,
        this.question,
        this.suggestions(),
        help.textContent ? help : null,
        this.problem,
      ),
    );
    this.show(field.understood, field.question);
    this.blame(field.problem || "");
  }

  suggestions() {
    const offered = this.field.suggestions ?? [];
    if (!offered.length) return null;
    const buttons = offered.map(({ value, label }) =>
      button({ class: "annotate-suggestion" }, () => this.take(value), label),
    );
    return make("p", { class: "annotate-suggestions" }, "Suggested: ", ...buttons);
  }

  take(value) {
    const { control } = this.field;
    let whole = value;
    if (control === "pick") whole = { ...NOBODY, id: value };
    if (control === "picks") whole = [{ ...NOBODY, id: value }];
    if (typeof value !== "string") whole = value;
    this.control.set(whole);
    this.wrote(whole);
    this.control.focus();
  }

  show(understood, question) {
    const { words = "", edtf = "", shape = "" } = understood ?? {};
    this.understood.replaceChildren();
    if (words) {
      const code = make("code", {}, edtf);
      this.understood.append(shapeOf(shape), make("span", {}, words), code);
    }
    const { text = "", choices = [] } = question ?? {};
    this.question.replaceChildren();
    this.asks = text;
    this.blame(this.problem.textContent);
    if (!text) return;
    const buttons = choices.map(({ value, label }) =>
      button({ class: "annotate-suggestion" }, () => this.take(value), label),
    );
    this.question.append(make("p", {}, text), ...buttons);
  }

  blame(sentence) {
    this.problem.textContent = sentence === this.asks ? "" : sentence;
    if (sentence) this.control.input.setAttribute("aria-invalid", "true");
    else this.control.input.removeAttribute("aria-invalid");
  }
}

class FormView {
  // does: {keep, cancel, wrote, stretch, takeSelection}
  constructor(form, does) {
    this.form = form;
    this.does = does;
    this.fields = new Map();
    for (const field of form.fields) {
      const view = new FieldView(field, (value) => {
        form.write(field.name, value);
        this.hideWhatIsKnown();
        does.wrote(field.name);
      });
      this.fields.set(field.name, view);
    }
    this.root = this.built();
    this.hideWhatIsKnown();
  }

  // Of somebody who is there, only the names in the text are asked for.
  hideWhatIsKnown() {
    const known = Boolean(this.form.cells.add_to?.id);
    for (const { field, node } of this.fields.values()) {
      if (field.new_only) node.hidden = known;
    }
    if (this.more) this.more.hidden = [...this.more.querySelectorAll(".annotate-field")].every((node) => node.hidden);
  }

  built() {
    const titleId = newId();
    const plain = [];
    const folded = [];
    for (const view of this.fields.values()) {
      (view.field.more ? folded : plain).push(view.node);
    }
    this.more = make("details", { class: "annotate-more" }, make("summary", {}, "More"), ...folded);
    this.trouble = make("p", { class: "annotate-problem" });
    this.keepButton = button({ class: "annotate-main" }, this.does.keep, "Keep");
    const cancelButton = button({}, this.does.cancel, "Cancel");
    const keys = make("span", { class: "annotate-keys" }, "Ctrl+Enter keeps, Esc cancels");
    this.foot = make("div", { class: "annotate-foot" }, this.keepButton, cancelButton, keys);
    this.asking = make("div", { class: "annotate-foot annotate-asking", role: "alertdialog" });
    this.asking.hidden = true;
    this.body = make(
      "div",
      { class: "annotate-fields" },
      this.trouble,
      ...plain,
      folded.length ? this.more : null,
    );
    return make(
      "div",
      { class: "annotate-form", role: "form", "aria-labelledby": titleId },
      make("h3", { id: titleId }, this.form.heading),
      this.words(),
      this.body,
      this.foot,
      this.asking,
    );
  }

  // The quote, with buttons that move its ends: a way without mouse and without Alt.
  words() {
    if (this.form.start < 0 || this.form.table === "people") return "";
    const mover = (edge, step, name, sign) =>
      button({ "aria-label": name, title: name }, () => this.does.stretch(edge, step), sign);
    this.quote = make("q", { class: "annotate-quote" }, this.form.words);
    this.takeButton = button(
      { class: "annotate-suggestion" },
      this.does.takeSelection,
      "Use the words selected now",
    );
    this.takeButton.hidden = true;
    return make(
      "div",
      { class: "annotate-words" },
      make(
        "span",
        { class: "annotate-ends" },
        mover("start", -1, "Begin one word earlier", "‹"),
        mover("start", 1, "Begin one word later", "›"),
      ),
      this.quote,
      make(
        "span",
        { class: "annotate-ends" },
        mover("end", -1, "End one word earlier", "‹"),
        mover("end", 1, "End one word later", "›"),
      ),
      this.takeButton,
    );
  }

  focus(name = this.form.focus) {
    const view = this.fields.get(name) ?? this.fields.values().next().value;
    if (view?.field.more) this.more.open = true;
    view?.control.focus(view.field.select ?? true);
  }

  write(name, value) {
    const view = this.fields.get(name);
    if (!view) return;
    view.control.set(value);
    this.form.write(name, value);
  }

  // Shows what is wrong; gives the name of the first field that is.
  blame() {
    let first = "";
    for (const [name, view] of this.fields) {
      const sentence = this.form.problemOf(name);
      view.blame(sentence);
      if (sentence && view.field.more) this.more.open = true;
      if (sentence && !first) first = name;
    }
    this.trouble.textContent = this.form.problemOf("");
    return first;
  }

  understand() {
    for (const [name, understood] of Object.entries(this.form.understood)) {
      this.fields.get(name)?.show(understood, understood.question);
    }
  }

  waiting(on) {
    allow(this.keepButton, !on);
    this.root.setAttribute("aria-busy", String(on));
  }

  // Asks in place of Keep and Cancel; the first answer has the focus.
  ask(question, ...answers) {
    const before = document.activeElement;
    const close = () => {
      this.asking.hidden = true;
      this.foot.hidden = false;
      this.closeQuestion = null;
    };
    this.closeQuestion = () => {
      close();
      before?.focus?.();
    };
    const buttons = answers.map(([words, act], i) =>
      button({ class: i === 0 && "annotate-main" }, () => {
        close();
        if (act) act();
        else before?.focus?.();
      }, words),
    );
    const id = newId();
    this.asking.setAttribute("aria-labelledby", id);
    this.asking.replaceChildren(make("p", { id }, question), ...buttons);
    this.foot.hidden = true;
    this.asking.hidden = false;
    buttons[0].focus();
  }
}
