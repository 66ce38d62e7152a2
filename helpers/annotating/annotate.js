// The annotator on the page: article, list or form, and one line that says what happened.
// What is known stands in state.js; offsets are the business of text.js.

const KINDS = [
  ["e", "events", "Event"],
  ["q", "quotations", "Quotation"],
  ["n", "notes", "Note"],
  ["p", "people", "Person"],
];
const ONE = { events: "event", quotations: "quotation", notes: "note", people: "person" };
const WELCOME =
  "Select some words in the article. Then press Event, Quotation, Note or Person. " +
  "Nothing is saved until you press Keep.";
const CLOSED_WELCOME = "You can read the rows here. Nothing can be kept now.";
const NO_KERNEL = "Not saved: no kernel. Run the cell again; the words stay selected.";
const KEEPING = { slow: "saving…", busy: "the kernel is busy; not saved yet" };
const ASKING = { slow: "waiting for the kernel…", busy: "the kernel is busy; it has not answered yet" };
const TOUCH_PAUSE = 300;
const KEYS = [
  ["How rows are marked", [
    ["tinted, with a number", "an event; the number is its place in time"],
    ["underlined", "a quotation"],
    ["dotted", "a note"],
    ["dashed", "a draft, which you have not judged yet"],
  ]],
  ["In the article", [
    ["arrows, Home, End, PageUp, PageDown", "move the caret; with Shift, select"],
    ["Ctrl+arrows (Alt on a Mac)", "move by word and paragraph"],
    ["Ctrl+A", "select all"],
    ["Alt+↑, Alt+↓", "widen to word, sentence, paragraph; narrow again"],
    ["e, q, n, p", "form for an event, quotation, note, person"],
    ["Enter in a mark", "select its row"],
    ["Alt+Shift+→, ←", "move the end of the selected row's words"],
    ["Alt+Shift+↓, ↑", "move the beginning of the selected row's words"],
  ]],
  ["In the list", [
    ["↓, ↑", "next, previous row"],
    ["Enter", "back to the row's words in the article"],
  ]],
  ["In both", [
    ["j, k", "next, previous draft"],
    ["a, c, x", "after Review drafts: accept, correct, delete, and go to the next"],
    ["/", "type words of the article"],
    ["?", "these keys"],
    ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ]],
  ["In the form", [
    ["Tab, Shift+Tab", "next, previous field"],
    ["Ctrl+Enter", "keep"],
    ["Esc", "cancel"],
  ]],
];

function isField(node) {
  return ["INPUT", "TEXTAREA", "SELECT"].includes(node?.tagName);
}

function takesText(node) {
  return node?.tagName === "TEXTAREA" || (node?.tagName === "INPUT" && node.type === "text");
}

// A quotation's words, as they are between its quotation marks.
function withoutMarks(words) {
  return words.replace(/^[“”„«»"'‘’]+|[“”„«»"'‘’]+$/gu, "");
}

function keyed(words, key) {
  return [words, make("kbd", { "aria-hidden": "true" }, key)];
}

class Annotator {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.text = new ArticleText(model.get("paragraphs"), model.get("sentences") ?? []);
    this.selection = new Selection();
    this.rows = new Rows();
    this.requests = new Requests(
      (message) => this.post(message),
      (words, tone) => this.say(words, tone),
    );
    this.form = null;
    this.opening = 0;
    this.held = null;
    this.stop = [];
    this.build();
    this.listen();
    this.showRows();
    this.showHistory();
    this.showMarks();
    this.showClosed();
    this.showConflicts();
    this.showTimeline();
    this.welcome();
  }

  // ---- the parts

  build() {
    const label = "Article. Select words, then e event, q quotation, n note, p person";
    this.view = new TextView(this.text, label);
    const asides = this.model.get("paragraphs").map((one) => one[3] ?? "");
    this.view.nodes.forEach((node, i) => {
      if (asides[i]) node.dataset.aside = asides[i];
    });
    this.handles = ["start", "end"].map((edge) => this.handle(edge));
    this.view.root.append(...this.handles);
    this.bar = this.buildBar();
    this.closedBox = make("div", { class: "annotate-closed" });
    this.closedBox.hidden = true;
    this.panel = make("section", { class: "annotate-panel", "aria-label": "Rows" });
    this.buildList();
    this.timeline = make("details", { class: "annotate-timeline" });
    this.timeline.append(make("summary", {}, "Timeline"));
    const left = make(
      "section",
      { class: "annotate-left", "aria-label": "Article" },
      this.view.root,
      this.buildFoot(),
      this.bar,
      this.closedBox,
    );
    const desk = make("div", { class: "annotate-desk" }, left, this.panel);
    this.root = make("div", { class: "annotate" }, desk, this.timeline);
    this.el.append(this.root);
    this.showPanel(this.list);
  }

  buildBar() {
    this.kindButtons = KINDS.map(([key, table, words]) =>
      button({ class: "annotate-kind" }, () => this.open(table), ...keyed(words, key)),
    );
    this.field = make("input", {
      type: "text",
      class: "annotate-find",
      placeholder: "Words of the article",
      "aria-label": "Words of the article",
      autocomplete: "off",
      onkeydown: (event) => this.onFindKey(event),
    });
    const find = button({}, () => this.find(), "Find");
    return make(
      "div",
      { class: "annotate-bar", role: "group", "aria-label": "New row" },
      make("div", { class: "annotate-group" }, this.field, find),
      make("div", { class: "annotate-group" }, ...this.kindButtons),
    );
  }

  buildFoot() {
    this.status = make("p", { class: "annotate-status", role: "status" });
    this.undoButton = button({ title: "Undo (Ctrl+Z)" }, () => this.undo("undo"), "Undo");
    this.redoButton = button({ title: "Redo (Ctrl+Shift+Z)" }, () => this.undo("redo"), "Redo");
    const help = button({ "aria-label": "Keys", title: "Keys" }, () => this.showKeys(), "?");
    const group = make("div", { class: "annotate-group" }, this.undoButton, this.redoButton, help);
    return make("div", { class: "annotate-said" }, this.status, group);
  }

  buildList() {
    this.count = make("h3", { class: "annotate-count" });
    this.reviewButton = button({}, () => this.review(!this.rows.reviewing), "Review drafts");
    this.allButton = button({}, () => this.askAcceptAll(), "Accept all listed");
    this.everyButton = button({}, () => this.showEvery(), "Show all rows");
    this.acceptButton = button({}, () => this.accept(), ...keyed("Accept", "a"));
    this.correctButton = button({}, () => this.correct(), ...keyed("Correct", "c"));
    this.deleteButton = button({}, () => this.delete(), ...keyed("Delete", "x"));
    const previous = { "aria-label": "Previous draft", title: "Previous draft" };
    const next = { "aria-label": "Next draft", title: "Next draft" };
    this.previousButton = button(previous, () => this.stepDraft(-1), ...keyed("‹", "k"));
    this.nextButton = button(next, () => this.stepDraft(1), ...keyed("›", "j"));
    this.mergeButton = button({}, () => this.showMerge(), "Merge…");
    this.listNodes = new Map();
    this.box = make("ul", {
      class: "annotate-rows",
      role: "listbox",
      tabindex: "0",
      "aria-label": "Rows, in order of the text",
      onclick: (event) => this.onListClick(event),
      onfocusin: () => this.enterList(),
    });
    this.empty = make("p", { class: "annotate-empty" });
    this.list = make(
      "div",
      { class: "annotate-list" },
      make(
        "div",
        { class: "annotate-head" },
        this.count,
        make(
          "div",
          { class: "annotate-group" },
          this.everyButton,
          this.allButton,
          this.reviewButton,
        ),
      ),
      make("div", { class: "annotate-body" }, this.box, make("div", { class: "annotate-ring" }), this.empty),
      make(
        "div",
        { class: "annotate-foot", role: "group", "aria-label": "Selected row" },
        this.acceptButton,
        this.correctButton,
        this.deleteButton,
        this.mergeButton,
        make("div", { class: "annotate-group annotate-steps" }, this.previousButton, this.nextButton),
      ),
    );
  }

  showPanel(node) {
    this.panel.replaceChildren(node);
    this.shown = node;
  }

  say(words, tone = "plain") {
    this.status.dataset.tone = tone;
    this.status.textContent = words;
  }

  welcome() {
    this.say(this.closed ? CLOSED_WELCOME : WELCOME);
  }

  answerSays(answer) {
    const { text = "", tone = "plain" } = answer.status ?? {};
    if (text) this.say(text, tone);
  }

  // ---- the line to the kernel

  post(message) {
    this.model.send(message);
  }

  ask(what, message, then, waits = ASKING) {
    const n = this.requests.send(
      what,
      message,
      (answer) => {
        if (this.cut) this.showClosed();
        this.answerSays(answer);
        then?.(answer);
      },
      waits,
    );
    if (!n) this.lose();
    return n;
  }

  lose() {
    this.say(NO_KERNEL, "refused");
    this.cut = true;
    this.form?.view.waiting(false);
    this.rows.sent.clear();
    this.fillClosed({
      reason: "No kernel.",
      remedy: "Run the cell again. The words stay selected, and what you wrote stays in the form.",
      ways: [{ words: "Try again", do: "ping" }],
    });
  }

  showClosed() {
    this.cut = false;
    this.fillClosed(this.model.get("closed") ?? {});
  }

  fillClosed({ reason = "", remedy = "", problems = [], ways = [] }) {
    const closed = Boolean(reason);
    this.closed = closed;
    this.closedBox.hidden = !closed;
    for (const one of this.kindButtons) one.hidden = closed;
    this.drawHandInList();
    this.placeHandles();
    if ([WELCOME, CLOSED_WELCOME].includes(this.status.textContent)) this.welcome();
    if (!closed) return;
    const buttons = ways.map(({ words, do: what }, i) =>
      button({ class: i === 0 && "annotate-main" }, () => this.ask(what, {}, null, KEEPING), words),
    );
    const listed = problems.map((sentence) => make("li", {}, sentence));
    this.closedBox.replaceChildren(
      make("p", {}, make("strong", {}, reason), " ", remedy),
      listed.length ? make("ul", { tabindex: "0", role: "list", "aria-label": "Faults" }, ...listed) : "",
      buttons.length ? make("div", { class: "annotate-group" }, ...buttons) : "",
    );
  }

  // ---- what the kernel shows

  showMarks() {
    const found = this.model.get("marks") ?? [];
    const marks = found
      .filter(([, , table]) => table !== "people")
      .map(([start, end, table, id, number, label, draft]) => ({
        start,
        end,
        key: keyOf({ table, id }),
        kind: `annotate-${table}${draft ? " annotate-draft" : ""}`,
        title: label,
        label: number ? String(number) : "",
      }));
    this.view.setMarks(marks);
    this.drawHand();
  }

  showRows() {
    this.rows.set(this.model.get("rows") ?? []);
    this.drawList();
    this.drawHand();
  }

  showHistory() {
    const { undo = "", redo = "" } = this.model.get("history") ?? {};
    allow(this.undoButton, Boolean(undo));
    allow(this.redoButton, Boolean(redo));
    this.undoButton.title = undo ? `Undo: ${undo} (Ctrl+Z)` : "Nothing to undo";
    this.redoButton.title = redo ? `Redo: ${redo} (Ctrl+Shift+Z)` : "Nothing to redo";
  }

  drawList() {
    const listed = this.rows.listed;
    const nodes = listed.map((row) => this.rowNode(row));
    const keys = new Set(this.rows.all.map(keyOf));
    for (const key of this.listNodes.keys()) {
      if (!keys.has(key)) this.listNodes.delete(key);
    }
    const same =
      nodes.length === this.box.childElementCount &&
      nodes.every((node, i) => node === this.box.children[i]);
    const top = this.box.scrollTop;
    if (!same) this.box.replaceChildren(...nodes);
    this.box.scrollTop = top;
    this.drawCount();
    this.drawHandInList();
  }

  drawCount() {
    const { left = 0, of = 0 } = this.model.get("drafts") ?? {};
    const waiting = this.rows.sent.size;
    const some = left - waiting;
    let words = of ? `${Math.max(0, some)} of ${counted(of, "draft")} left` : "No drafts";
    if (this.rows.here) words = `${counted(this.rows.listed.length, "row")} here`;
    else if (!of && this.rows.all.length) words = counted(this.rows.all.length, "row");
    this.count.textContent = words;
    const { reviewing } = this.rows;
    const anyDraft = this.rows.listed.some((row) => row.draft);
    this.reviewButton.hidden = !left && !reviewing;
    this.reviewButton.textContent = reviewing ? "Stop reviewing" : "Review drafts";
    this.reviewButton.setAttribute("aria-pressed", String(reviewing));
    this.allButton.hidden = !reviewing || !anyDraft;
    this.everyButton.hidden = !this.rows.here;
    const none = !this.rows.listed.length;
    this.empty.hidden = !none;
    this.box.hidden = none;
    this.empty.textContent = reviewing
      ? "No drafts are left."
      : "No rows yet. What you keep is listed here, in order of the text.";
  }

  rowNode(row) {
    const key = keyOf(row);
    const sent = this.rows.sent.has(key);
    const signature = JSON.stringify([row, sent]);
    const known = this.listNodes.get(key);
    if (known?.dataset.signature === signature) return known;
    const named = row.number ? `${ONE[row.table]} ${row.number}` : ONE[row.table];
    const told = row.table === "people" ? [row.who || named] : [named, row.when, row.who];
    const facts = told.filter(Boolean).join(" · ");
    const node = make(
      "li",
      { id: known?.id ?? newId(), role: "option", "aria-selected": "false", class: "annotate-row" },
      make(
        "span",
        { class: "annotate-row-facts" },
        facts,
        row.draft ? make("span", { class: "annotate-tag" }, "draft") : "",
      ),
      make("span", { class: "annotate-row-title", dir: "auto" }, row.title),
      row.words && row.words !== row.title ? make("span", { class: "annotate-row-words", dir: "auto" }, row.words) : "",
    );
    node.dataset.key = key;
    node.dataset.table = row.table;
    node.dataset.signature = signature;
    if (sent) node.classList.add("annotate-sent");
    this.listNodes.set(key, node);
    return node;
  }

  drawHandInList() {
    const { hand } = this.rows;
    for (const node of this.box.children) {
      node.setAttribute("aria-selected", String(node.dataset.key === hand));
    }
    const node = this.listNodes.get(hand);
    if (node?.isConnected && node.parentElement === this.box) {
      this.box.setAttribute("aria-activedescendant", node.id);
      const frame = this.box.getBoundingClientRect();
      const { top, bottom, height } = node.getBoundingClientRect();
      if (top < frame.top) this.box.scrollTop -= frame.top - top + 4;
      else if (bottom > frame.bottom) {
        this.box.scrollTop += bottom - frame.bottom + Math.min(height, frame.height / 3);
      }
    } else this.box.removeAttribute("aria-activedescendant");
    const row = this.rows.inHand;
    const open = Boolean(row) && !this.closed;
    allow(this.acceptButton, open && Boolean(row.draft) && !this.rows.sent.has(hand));
    allow(this.correctButton, open);
    allow(this.deleteButton, open);
    this.mergeButton.hidden = row?.table !== "people";
    allow(this.mergeButton, open);
    const anyDraft = this.rows.drafts.length > 0;
    this.previousButton.hidden = !anyDraft;
    this.nextButton.hidden = !anyDraft;
  }

  // The row in hand, in the text and on the timeline.
  drawHand() {
    const row = this.rows.inHand;
    let spans = (row?.spans ?? []).map(([start, end]) => ({ start, end }));
    if (this.stretched && this.stretched.key === this.rows.hand) spans = [this.stretched];
    if (this.form) spans = [];
    this.view.draw("annotate-hand", spans, 2);
    this.placeHandles();
    this.frameInTimeline();
  }

  showTimeline() {
    const { src = "", alt = "" } = this.model.get("timeline") ?? {};
    this.timeline.hidden = !src;
    if (!src) return;
    if (!this.picture) {
      this.picture = make("img", { class: "annotate-picture" });
      this.frame = make("div", { class: "annotate-frame" });
      const sheet = make("div", { class: "annotate-sheet" }, this.picture, this.frame);
      this.sheetBox = make(
        "div",
        { class: "annotate-sheet-box", tabindex: "0", role: "region", "aria-label": "Timeline" },
        sheet,
      );
      this.timeline.append(this.sheetBox);
    }
    this.picture.src = src;
    this.picture.alt = alt;
    this.frameInTimeline();
  }

  frameInTimeline() {
    if (!this.picture) return;
    const row = this.rows.inHand;
    const places = this.model.get("timeline")?.rows ?? {};
    const place = row?.table === "events" ? places[row.id] : null;
    this.frame.hidden = !place;
    if (!place) return;
    const [top, bottom] = place;
    this.frame.style.top = `${top * 100}%`;
    this.frame.style.height = `${(bottom - top) * 100}%`;
    const middle = ((top + bottom) / 2) * this.picture.clientHeight;
    this.sheetBox.scrollTop = middle - this.sheetBox.clientHeight / 2;
  }

  // ---- the selection

  takeSelection(span) {
    const changed = this.selection.take(span);
    if (!changed || this.form) {
      this.offerSelection();
      return;
    }
    if (!span) {
      this.welcome();
      return;
    }
    this.describe(span);
  }

  // Says how many words are selected; then, from the kernel, which rows quote them,
  // unless something else was said meanwhile.
  describe(span) {
    const said = selectionInWords(this.text, span);
    this.say(said);
    clearTimeout(this.describing);
    this.describing = setTimeout(() => {
      if (this.cut) return;
      const words = this.text.words(span.start, span.end);
      const asked = { start: span.start, end: span.end, words };
      this.requests.send("select", asked, (answer) => {
        if (this.selection.now?.start !== span.start) return;
        if (this.selection.now?.end !== span.end || this.form) return;
        if (this.status.textContent === said) this.answerSays(answer);
      });
    }, 150);
  }

  offerSelection() {
    const take = this.form?.view.takeButton;
    if (!take) return;
    const { now } = this.selection;
    const { start, end } = this.form.span;
    take.hidden = !now || (now.start === start && now.end === end);
  }

  hold(span) {
    this.held = span;
    this.view.draw("annotate-held", span ? [span] : [], 3);
  }

  // The words that a new row would quote: selected, held while the focus is elsewhere, or found.
  get words() {
    return this.view.selected() ?? this.held ?? this.selection.now;
  }

  judge() {
    if (this.dragging) return;
    const span = this.view.selected();
    if (!span && document.activeElement !== this.view.root) return;
    this.takeSelection(span);
  }

  onSelectionChange() {
    const focused = document.activeElement === this.view.root;
    const span = this.view.selected();
    if (this.dragging && span) this.dragged = span;
    this.view.drawCaret();
    if (!focused && !span) return;
    clearTimeout(this.judging);
    if (this.pointer === "touch") this.judging = setTimeout(() => this.judge(), TOUCH_PAUSE);
    else this.judge();
  }

  onMouseDown(event) {
    if (event.button !== 0 || event.target.closest(".annotate-handle")) return;
    if (!event.shiftKey && event.detail === 1) getSelection().removeAllRanges();
    this.dragging = true;
    this.dragged = null;
  }

  onMouseUp(event) {
    if (!this.dragging) return;
    this.dragging = false;
    const span = this.dragged;
    const back = () => {
      const { root } = this.view;
      if (!span || document.activeElement === root || this.shown !== this.list) return;
      root.focus({ preventScroll: true });
      this.view.select(span.start, span.end);
    };
    back();
    setTimeout(back);
    this.judge();
    const mark = event.target.closest?.("mark");
    if (mark && this.view.holds(mark) && !this.view.selected()) {
      this.takeMark(JSON.parse(mark.dataset.keys));
    }
  }

  takeMark(keys) {
    if (this.form) return;
    if (keys.length > 1) {
      this.rows.here = keys;
      this.take(keys[0]);
      this.drawList();
      return;
    }
    if (this.rows.here) this.rows.here = null;
    if (this.rows.reviewing && !this.rows.get(keys[0])?.draft) this.rows.reviewing = false;
    this.take(keys[0]);
    this.drawList();
  }

  // Takes the row in hand: text, list and timeline go there; the focus stays.
  take(key, { scroll = true, quiet = false } = {}) {
    this.commitStretch();
    this.rows.hand = key;
    const row = this.rows.inHand;
    this.drawHandInList();
    this.drawHand();
    if (!row) return;
    const [span] = row.spans ?? [];
    if (scroll && span) this.view.scrollTo(...span);
    this.placeHandles();
    if (!quiet) this.say(this.rowInWords(row));
  }

  rowInWords(row) {
    const kind = row.number ? `${ONE[row.table]} ${row.number}` : ONE[row.table];
    const when = row.when ? `, ${row.when}` : "";
    const draft = row.draft ? " (draft)" : "";
    return `${kind[0].toUpperCase()}${kind.slice(1)}${draft}: ${row.title}${when}`;
  }

  // ---- the ends of the words of the row in hand

  handle(edge) {
    const node = make("div", { class: `annotate-handle annotate-handle-${edge}` });
    node.setAttribute("aria-hidden", "true");
    node.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      node.setPointerCapture(event.pointerId);
      node.dataset.dragging = "true";
    });
    node.addEventListener("pointermove", (event) => {
      if (!node.dataset.dragging) return;
      for (const one of this.handles) one.style.pointerEvents = "none";
      const point = this.view.pointAt(event.clientX, event.clientY);
      for (const one of this.handles) one.style.pointerEvents = "";
      if (point !== null) this.moveEdge(edge, point);
    });
    node.addEventListener("pointerup", () => {
      delete node.dataset.dragging;
      this.commitStretch();
    });
    node.addEventListener("mousedown", (event) => event.preventDefault());
    return node;
  }

  placeHandles() {
    const span = this.spanInHand();
    for (const node of this.handles) node.hidden = !span;
    if (!span || !this.isShown) return;
    const frame = this.view.root.getBoundingClientRect();
    const boxes = [...this.view.range(span.start, span.end).getClientRects()];
    if (!boxes.length) return;
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    const { scrollLeft, scrollTop } = this.view.root;
    const put = (node, x, { top, height }) => {
      node.style.left = `${x - frame.left + scrollLeft - 12}px`;
      node.style.top = `${top - frame.top + scrollTop}px`;
      node.style.height = `${height}px`;
    };
    put(this.handles[0], first.left, first);
    put(this.handles[1], last.right, last);
  }

  // The one quote whose ends can be moved now; a person has none.
  spanInHand() {
    if (this.closed && !this.form) return null;
    if (this.form) return this.form.table === "people" ? null : this.form.span;
    const row = this.rows.inHand;
    if (!row || row.table === "people" || row.spans?.length !== 1) return null;
    if (this.stretched?.key === this.rows.hand) return this.stretched;
    const [[start, end]] = row.spans;
    return { start, end };
  }

  moveEdge(edge, point) {
    const span = this.spanInHand();
    if (!span) return;
    const start = edge === "start" ? Math.min(point, span.end - 1) : span.start;
    const end = edge === "end" ? Math.max(point, span.start + 1) : span.end;
    const trimmed = this.text.trimmed(start, end);
    if (!trimmed) return;
    if (this.form) {
      this.setFormSpan(trimmed);
      return;
    }
    this.stretched = { ...trimmed, key: this.rows.hand };
    this.drawHand();
    this.say(selectionInWords(this.text, trimmed));
  }

  stretch(edge, step) {
    const span = this.spanInHand();
    if (!span) return;
    this.moveEdge(edge, this.text.wordStep(span[edge], step));
    if (this.form) return;
    clearTimeout(this.stretching);
    this.stretching = setTimeout(() => this.commitStretch(), 700);
  }

  commitStretch() {
    clearTimeout(this.stretching);
    const { stretched } = this;
    if (!stretched || this.form) return;
    this.stretched = null;
    const row = this.rows.get(stretched.key);
    const { start, end } = stretched;
    if (!row || (row.spans[0][0] === start && row.spans[0][1] === end)) return;
    const words = this.text.words(start, end);
    const message = { table: row.table, id: row.id, start, end, words };
    this.ask("stretch", message, () => this.drawHand(), KEEPING);
  }

  setFormSpan(span) {
    const { view } = this.form;
    this.form.span = { start: span.start, end: span.end };
    this.form.moved = true;
    const words = this.text.words(span.start, span.end);
    view.quote.textContent = words;
    view.write("quote", this.form.table === "quotations" ? withoutMarks(words) : words);
    this.hold(span);
    this.offerSelection();
    this.placeHandles();
    this.check();
  }

  // ---- the form

  open(table) {
    if (this.closed || this.opening) return;
    if (this.form) {
      this.say("A form is open. Keep it or cancel it first.", "question");
      return;
    }
    const span = this.words;
    if (!span) {
      this.say("Select words first.", "question");
      return;
    }
    const words = this.text.words(span.start, span.end);
    this.backTo = document.activeElement;
    this.openForm("open", { table, start: span.start, end: span.end, words }, span);
  }

  correct() {
    const row = this.rows.inHand;
    if (!row || this.form || this.opening || this.closed) return;
    this.commitStretch();
    this.backTo = document.activeElement;
    this.openForm("correct", { table: row.table, id: row.id }, null);
  }

  openForm(what, message, span) {
    clearTimeout(this.describing);
    this.opening = this.ask(what, message, (answer) => {
      this.opening = 0;
      if (answer.form) this.showForm(answer.form, span);
    });
  }

  showForm(data, selected) {
    this.form = new Form(data);
    if (this.form.words === undefined || this.form.words === null) {
      this.form.words = this.text.words(data.start, data.end);
    }
    this.form.selected = selected;
    this.form.view = new FormView(this.form, {
      keep: () => this.keep(),
      cancel: () => this.cancel(),
      wrote: () => this.check(),
      stretch: (edge, step) => this.stretch(edge, step),
      takeSelection: () => this.selection.now && this.setFormSpan(this.selection.now),
    });
    this.showPanel(this.form.view.root);
    const { start, end } = this.form.span;
    if (start >= 0) {
      this.hold({ start, end });
      this.view.scrollTo(start, end);
    }
    this.drawHand();
    this.form.view.focus();
    this.say(start >= 0 ? selectionInWords(this.text, this.text.trimmed(start, end)) : data.heading);
  }

  // Asks what is wrong so far; writing never waits for the answer.
  check() {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => {
      const { form } = this;
      if (!form || this.cut) return;
      const asked = JSON.stringify([form.cells, form.span]);
      this.requests.send("check", { form: form.sent, cells: form.cells }, (answer) => {
        if (this.form !== form) return;
        if (asked !== JSON.stringify([form.cells, form.span])) return;
        form.problems = answer.problems ?? {};
        form.understood = answer.understood ?? {};
        form.view.understand();
        form.view.blame();
      });
    }, 120);
  }

  keep(sure = false) {
    const { form } = this;
    if (!form || form.waiting) return;
    clearTimeout(this.checking);
    form.waiting = true;
    form.view.waiting(true);
    const message = { form: form.sent, cells: form.cells };
    if (sure === true) message.sure = true;
    const n = this.ask("keep", message, (answer) => this.kept(form, answer), KEEPING);
    if (!n) form.waiting = false;
  }

  kept(form, answer) {
    form.waiting = false;
    form.view.waiting(false);
    if (this.form !== form) return;
    form.problems = answer.problems ?? {};
    form.tried = true;
    if (answer.kept) {
      this.closeForm(keyOf(answer.kept));
      return;
    }
    const first = form.view.blame();
    if (answer.asks) {
      form.view.ask(answer.asks, ["Yes, keep", () => this.keep(true)], ["No", null]);
    } else if (first) form.view.focus(first);
  }

  cancel() {
    const { form } = this;
    if (!form) return;
    if (form.changed || form.moved) {
      form.view.ask(
        "Throw away what you wrote?",
        ["Go on writing", null],
        ["Throw it away", () => this.closeForm("")],
      );
      return;
    }
    this.closeForm("");
  }

  // Back to where the form was opened: the focus and the selection are there again.
  closeForm(keptKey) {
    const { form } = this;
    const reviewed = keptKey && form.before && this.rows.reviewing;
    this.form = null;
    this.showPanel(this.list);
    const wasInText = this.backTo === this.view.root || !this.backTo?.isConnected;
    if (form.selected) this.hold(form.selected);
    else this.hold(null);
    if (reviewed) this.goOn();
    else if (keptKey) this.take(keptKey, { scroll: false, quiet: true });
    else this.say(form.selected ? selectionInWords(this.text, form.selected) : "Cancelled.");
    this.drawList();
    this.drawHand();
    if (wasInText) this.view.root.focus({ preventScroll: true });
    else this.backTo.focus({ preventScroll: true });
  }

  // ---- the review

  review(on) {
    this.rows.reviewing = on;
    this.rows.here = null;
    this.box.scrollTop = 0;
    if (on) {
      const first = this.rows.inHand?.draft ? this.rows.inHand : this.rows.drafts[0];
      if (first) this.rows.hand = keyOf(first);
    }
    this.drawList();
    if (on && this.rows.inHand) {
      this.take(this.rows.hand, { quiet: true });
      this.box.focus({ preventScroll: true });
      this.say("Accept with a, correct with c, delete with x; j and k walk. Esc ends the review.");
    } else if (on) this.say("No drafts are left.");
    else this.welcome();
  }

  stepDraft(step) {
    const next = this.rows.nextDraft(step);
    if (next) this.take(keyOf(next));
    else this.say(step > 0 ? "This is the last draft." : "This is the first draft.");
  }

  // To the next draft, without a word of its own: the kernel says what became of the last.
  goOn() {
    const next = this.rows.afterJudging();
    if (next) this.take(keyOf(next), { quiet: true });
    this.drawList();
  }

  judgeRow(what, only) {
    const row = this.rows.inHand;
    if (!row || this.closed || this.rows.sent.has(this.rows.hand)) return;
    if (only && !row.draft) return;
    this.commitStretch();
    const judged = this.rows.hand;
    const going = row.draft;
    const message = { table: row.table, id: row.id };
    const n = this.ask(
      what,
      message,
      (answer) => {
        this.rows.sent.delete(judged);
        const { tone } = answer.status ?? {};
        if (tone === "refused" || tone === "question") this.take(judged, { quiet: true });
        this.drawList();
      },
      KEEPING,
    );
    if (n && going) this.goOn();
  }

  accept() {
    this.judgeRow("accept", true);
  }

  delete() {
    this.judgeRow("delete", false);
  }

  askAcceptAll() {
    const rows = this.rows.listed.filter((row) => row.draft);
    if (!rows.length) return;
    const items = rows.map((row) => make("li", {}, this.rowInWords({ ...row, draft: false })));
    this.say("Read the list first. One undo takes all of it back.", "question");
    this.showQuestion(
      `Accept ${counted(rows.length, "draft")}?`,
      items,
      ["Accept them all", () => {
        const message = { rows: rows.map(({ table, id }) => [table, id]) };
        this.ask("accept_all", message, null, KEEPING);
      }],
    );
  }

  // A list to be read before one button acts on it; Esc and the second button go back.
  showQuestion(heading, items, [words, act], more = "") {
    const id = newId();
    const back = document.activeElement;
    const close = () => {
      this.closePage = null;
      this.showPanel(this.list);
      this.welcome();
      (back?.isConnected ? back : this.box).focus({ preventScroll: true });
    };
    const yes = button({ class: "annotate-main" }, () => {
      close();
      act();
    }, words);
    const no = button({}, close, "Back");
    const list = make("ul", {
      class: "annotate-page-list",
      tabindex: "0",
      role: "list",
      "aria-label": heading,
    }, ...items);
    this.closePage = close;
    this.showPanel(
      make(
        "div",
        { class: "annotate-page", role: "group", "aria-labelledby": id },
        make("h3", { id }, heading),
        more,
        items.length ? list : "",
        make("div", { class: "annotate-foot" }, yes, no),
      ),
    );
    yes.focus();
    return yes;
  }

  showEvery() {
    this.rows.here = null;
    this.drawList();
    this.box.focus({ preventScroll: true });
  }

  // ---- undo, merging, finding, keys, conflicts

  undo(what) {
    if (this.form) return;
    this.commitStretch();
    this.ask(
      what,
      {},
      (answer) => {
        const [row] = answer.rows ?? [];
        const key = row ? keyOf({ table: row[0], id: row[1] }) : "";
        if (this.rows.get(key)) this.take(key, { quiet: true });
      },
      KEEPING,
    );
  }

  showMerge() {
    const gone = this.rows.inHand;
    if (gone?.table !== "people" || this.closed) return;
    const others = this.rows.all.filter(
      (row) => row.table === "people" && row.id !== gone.id,
    );
    const changes = make("ul", { class: "annotate-page-list" });
    const into = make(
      "select",
      {
        "aria-label": "The person who stays",
        onchange: () => this.listMerge(gone.id, into.value, changes),
      },
      make("option", { value: "" }, "choose…"),
      ...others.map((row) => make("option", { value: row.id }, row.title)),
    );
    const more = make(
      "div",
      { class: "annotate-fields" },
      make("p", { class: "annotate-choice" }, `${gone.title} is the same as`, into),
      make(
        "p",
        { class: "annotate-help" },
        `The names of ${gone.title} go to the one you choose, who stays, and so do these rows. One undo takes it back.`,
      ),
      changes,
    );
    const act = () => {
      if (into.value) this.ask("merge", { id: gone.id, into: into.value }, null, KEEPING);
    };
    this.showQuestion("Merge two people who are one", [], ["Merge", act], more);
    into.focus();
  }

  listMerge(id, into, changes) {
    changes.replaceChildren();
    if (!into) return;
    this.ask("merge_list", { id, into }, (answer) => {
      const rows = answer.rows ?? [];
      const items = rows.map(({ table, title, what }) => make("li", {}, `${ONE[table]} “${title}”: ${what}`));
      changes.replaceChildren(...items);
    });
  }

  find() {
    const words = this.field.value.trim();
    if (!words) {
      this.say("Type or paste words of the article, then press Enter.");
      return;
    }
    this.ask("find", { words }, (answer) => {
      const places = answer.places ?? [];
      if (places.length === 1) this.takePlace(places[0]);
      else if (places.length) this.showPlaces(places);
      else {
        this.selection.take(null);
        this.hold(null);
      }
    });
  }

  takePlace({ start, end }) {
    const span = this.text.trimmed(start, end);
    this.selection.take(span);
    this.hold(span);
    this.view.scrollTo(start, end);
  }

  showPlaces(places) {
    const name = newId();
    const items = places.map((place, i) => {
      const input = make("input", { type: "radio", name, onchange: () => this.takePlace(place) });
      input.checked = i === 0;
      const words = `paragraph ${place.paragraph}: ${place.sentence}`;
      const label = make("label", { class: "annotate-radio" }, input, make("span", {}, words));
      return make("li", {}, label);
    });
    this.takePlace(places[0]);
    const act = () => this.kindButtons[0].focus();
    this.showQuestion(`These words are in ${places.length} places`, items, ["Take this one", act]);
    this.panel.querySelector("input").focus();
  }

  onFindKey(event) {
    if (event.key === "Enter") {
      this.find();
      event.preventDefault();
    } else if (event.key === "Escape") {
      this.view.root.focus({ preventScroll: true });
      event.preventDefault();
    }
  }

  showKeys() {
    if (this.form) {
      this.say("In the form: Tab walks, Ctrl+Enter keeps, Esc cancels.");
      return;
    }
    const items = KEYS.map(([where, keys]) => {
      const rows = keys.map(([key, does]) =>
        make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, does)),
      );
      const table = make("table", {}, make("caption", {}, where), make("tbody", {}, ...rows));
      return make("li", {}, table);
    });
    this.showQuestion("Keys", items, ["Close", () => {}]).nextElementSibling.hidden = true;
  }

  showConflicts() {
    const conflicts = this.model.get("conflicts") ?? [];
    if (!conflicts.length) {
      if (this.conflictPage && this.shown === this.conflictPage) this.showPanel(this.list);
      this.conflictPage = null;
      return;
    }
    const putBack = (keys) => this.ask("put_back", { keys }, null, KEEPING);
    const items = conflicts.map(({ key, what, back }) =>
      make("li", {}, make("p", {}, what), button({}, () => putBack([key]), back)),
    );
    const keys = conflicts.map(({ key }) => key);
    const all = keys.length > 1
      ? button({ class: "annotate-main" }, () => putBack(keys), "Put all of mine back")
      : "";
    const leave = () => this.ask("leave", { keys }, null, KEEPING);
    const id = newId();
    this.leaveConflicts = leave;
    this.conflictPage = make(
      "div",
      { class: "annotate-page annotate-conflict", role: "group", "aria-labelledby": id },
      make("h3", { id }, "The files changed elsewhere"),
      make("ul", { class: "annotate-page-list" }, ...items),
      make("div", { class: "annotate-foot" }, all, button({}, leave, "Leave the files as they are")),
    );
    if (!this.form) {
      const had = this.panel.contains(document.activeElement);
      this.showPanel(this.conflictPage);
      if (had) this.conflictPage.querySelector("button").focus();
    }
  }

  // ---- keys

  onKey(event) {
    if (event.isComposing || event.defaultPrevented) return;
    const inText = event.target === this.view.root;
    const inList = event.target === this.box;
    const command = event.ctrlKey || event.metaKey;
    let done = false;
    if (command && event.key.toLowerCase() === "s") {
      this.say("Every row is saved as you keep it. Nothing is lost.");
      done = true;
    } else if (command && event.key.toLowerCase() === "z" && !takesText(event.target)) {
      this.undo(event.shiftKey ? "redo" : "undo");
      done = true;
    } else if (event.key === "Escape") done = this.escape();
    else if (command && event.key === "Enter" && this.form) {
      this.keep();
      done = true;
    } else if (inText) done = this.textKey(event);
    else if (inList) done = this.listKey(event);
    if (!done && (inText || inList)) done = this.letter(event);
    if (done) event.preventDefault();
  }

  escape() {
    if (this.opening) {
      this.requests.settle(this.opening);
      this.opening = 0;
      this.say("Cancelled.");
    } else if (this.form?.view.closeQuestion) this.form.view.closeQuestion();
    else if (this.form) this.cancel();
    else if (this.closePage) this.closePage();
    else if (this.conflictPage && this.shown === this.conflictPage) this.leaveConflicts();
    else if (this.rows.here) this.showEvery();
    else if (this.rows.reviewing) this.review(false);
    else {
      const place = this.view.caretPoint();
      this.stretched = null;
      this.hold(null);
      if (place !== null) this.view.placeCaret(place);
      this.take("", { quiet: true });
      this.welcome();
    }
    return true;
  }

  textKey(event) {
    if (event.altKey && event.shiftKey && event.key.startsWith("Arrow")) {
      return this.stretchKey(event.key);
    }
    if (event.altKey && !event.shiftKey && event.key === "ArrowUp") return this.widen();
    if (event.altKey && !event.shiftKey && event.key === "ArrowDown") return this.narrow();
    if (this.view.move(event)) return true;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "a") {
      this.view.selectAll();
      return true;
    }
    if (event.key === "Enter" && !command && !event.altKey) {
      const point = this.view.caretPoint();
      const keys = this.view.marksAt(point ?? -1).map((mark) => mark.key);
      if (keys.length) this.takeMark(keys);
      if (keys.length > 1) this.box.focus({ preventScroll: true });
      return true;
    }
    return false;
  }

  stretchKey(key) {
    const moves = {
      ArrowRight: ["end", 1],
      ArrowLeft: ["end", -1],
      ArrowDown: ["start", 1],
      ArrowUp: ["start", -1],
    };
    this.stretch(...moves[key]);
    return true;
  }

  widen() {
    const point = this.view.caretPoint() ?? this.text.start;
    const span = this.view.selected() ?? { start: point, end: point };
    const wider = this.selection.widen(this.text, span);
    if (wider) this.selectSpan(wider);
    return true;
  }

  narrow() {
    const smaller = this.selection.narrow();
    if (smaller) this.selectSpan(smaller);
    return true;
  }

  // The selection as such, while the steps of widening are kept.
  selectSpan({ start, end }) {
    this.view.select(start, end);
    this.view.scrollToCaret();
    this.view.drawCaret();
    const span = this.text.trimmed(start, end);
    if (span) this.describe(span);
  }

  listKey(event) {
    if (event.altKey && event.shiftKey && event.key.startsWith("Arrow")) {
      return this.stretchKey(event.key);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const listed = this.rows.listed;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    steps.Home = -listed.length;
    steps.End = listed.length;
    if (steps[event.key]) {
      const row = this.rows.step(steps[event.key]);
      if (row) this.take(keyOf(row));
      return true;
    }
    if (event.key !== "Enter") return false;
    const [span] = this.rows.inHand?.spans ?? [];
    if (!span) return true;
    this.hold(null);
    this.view.root.focus({ preventScroll: true });
    this.view.select(...span);
    this.view.scrollTo(...span);
    return true;
  }

  letter(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "?" ) this.showKeys();
    else if (event.key === "/") this.field.focus();
    else if (event.key === "Enter" || event.key === " ") return true;
    else return this.model.get("letters") !== false && this.letterActs(event.key);
    return true;
  }

  letterActs(key) {
    if (this.opening) return true;
    const kind = KINDS.find(([letter]) => letter === key);
    if (kind) this.open(kind[1]);
    else if (key === "j") this.stepDraft(1);
    else if (key === "k") this.stepDraft(-1);
    else if ("acx".includes(key) && !this.rows.reviewing) {
      this.say("Press Review drafts first; then a accepts, c corrects and x deletes.");
    } else if (key === "a") this.accept();
    else if (key === "c") this.correct();
    else if (key === "x") this.delete();
    else return false;
    return true;
  }

  // ---- the list by mouse

  onListClick(event) {
    const node = event.target.closest(".annotate-row");
    if (node) this.take(node.dataset.key);
  }

  // By keyboard the first row is in hand; a press of the mouse chooses its own row.
  enterList() {
    if (!this.box.matches(":focus-visible")) return;
    if (!this.rows.inHand && this.rows.listed.length) {
      this.rows.hand = keyOf(this.rows.listed[0]);
      this.drawHandInList();
      this.drawHand();
    }
  }

  // ---- the page around

  listen() {
    const on = (target, name, act, capture = false) => {
      target.addEventListener(name, act, capture);
      this.stop.push(() => target.removeEventListener(name, act, capture));
    };
    const heard = (name, act) => {
      this.model.on(name, act);
      this.stop.push(() => this.model.off(name, act));
    };
    on(document, "selectionchange", () => this.onSelectionChange());
    on(document, "mouseup", (event) => this.onMouseUp(event), true);
    on(document, "pointerdown", (event) => {
      this.pointer = event.pointerType;
    }, true);
    on(window, "focus", () => this.checkNow());
    on(document, "visibilitychange", () => this.checkNow());
    const minute = setInterval(() => this.checkNow(), 60_000);
    this.stop.push(() => clearInterval(minute));

    const { root } = this.view;
    root.addEventListener("mousedown", (event) => this.onMouseDown(event));
    root.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("focusin", () => this.enterText());
    root.addEventListener("focusout", () => this.leaveText());
    root.addEventListener("scroll", () => {
      if (this.isShown) this.scrolled = root.scrollTop;
    });
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("focusin", (event) => {
      this.lastFocus = event.target;
    });
    this.root.addEventListener("focusout", () => this.onFocusOut());
    this.timeline.addEventListener("toggle", () => this.frameInTimeline());

    heard("change:marks", () => this.showMarks());
    heard("change:rows", () => this.showRows());
    heard("change:history", () => this.showHistory());
    heard("change:drafts", () => this.drawCount());
    heard("change:closed", () => this.showClosed());
    heard("change:conflicts", () => this.showConflicts());
    heard("change:timeline", () => this.showTimeline());
    heard("change:status", () => this.answerSays({ status: this.model.get("status") }));
    heard("msg:custom", (message) => this.requests.answered(message));

    const watch = new ResizeObserver(() => this.onResize());
    watch.observe(this.view.root);
    this.stop.push(() => watch.disconnect());
  }

  enterText() {
    const back = this.form ? null : this.held;
    if (!this.form) this.hold(null);
    const { anchorNode } = getSelection();
    if (back) this.view.select(back.start, back.end);
    else if (!this.view.holds(anchorNode)) this.view.placeCaret(this.text.start);
    this.view.drawCaret();
  }

  leaveText() {
    if (!this.form && !this.opening) {
      const span = this.view.selected();
      if (span) this.hold(span);
    }
    this.view.caret.hidden = true;
  }

  // False while the notebook keeps the cell out of the page, or in it without a box.
  get isShown() {
    return this.root.isConnected && this.root.getClientRects().length > 0;
  }

  onFocusOut() {
    setTimeout(() => {
      if (this.isShown && !this.root.contains(document.activeElement)) this.lastFocus = null;
    });
  }

  // A notebook in windowing mode "full" takes the cell off the page and puts it back: the
  // scroll position, the drawn words and the focus are put back with it.
  onResize() {
    if (!this.isShown) {
      this.gone ??= { held: this.held ?? this.selection.now, focus: this.lastFocus };
      return;
    }
    if (this.gone) {
      const { held, focus } = this.gone;
      this.gone = null;
      this.view.root.scrollTop = this.scrolled ?? 0;
      this.view.redraw();
      if (held && !this.form) this.hold(held);
      const { activeElement } = document;
      const nobody = !activeElement || activeElement === document.body;
      if (focus && nobody) focus.focus({ preventScroll: true });
    }
    this.view.drawCaret();
    this.placeHandles();
  }

  checkNow() {
    if (document.visibilityState !== "visible" || !this.isShown || this.cut) return;
    this.requests.send("check_now", {}, (answer) => this.answerSays(answer));
  }

  close() {
    for (const stop of this.stop) stop();
    for (const timer of [this.describing, this.checking, this.judging, this.stretching]) {
      clearTimeout(timer);
    }
    this.requests.drop();
    this.view.clear();
  }
}

function render({ model, el }) {
  const annotator = new Annotator(model, el);
  el.annotator = annotator;
  return () => annotator.close();
}

export default { render };
