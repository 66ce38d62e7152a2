// The text of an article on a page: its paragraphs, its marks, and places in it.
//
// Every offset is a Unicode code point of the article's text, start inclusive, end
// exclusive. The browser counts UTF-16 units; nothing outside this file has to know.
// `ArticleText` knows no page; `TextView` draws it and knows nothing of rows or forms.
// The files of a widget's page are joined one after another, so none imports another.

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });
const MANY_PARAGRAPHS = 300;

function surrogatePairs(text) {
  let pairs = 0;
  for (let unit = 0; unit < text.length; unit++) {
    if ((text.charCodeAt(unit) & 0xfc00) === 0xd800) pairs++;
  }
  return pairs;
}

function pointsBefore(text, unit) {
  return unit - surrogatePairs(text.slice(0, unit));
}

function unitsBefore(text, point) {
  let unit = 0;
  for (let left = point; left > 0 && unit < text.length; left--) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return unit;
}

class ArticleText {
  // paragraphs: [number, start, text] each; sentences: [start, end] each, in order.
  constructor(paragraphs, sentences = []) {
    this.paragraphs = paragraphs.map(([number, start, text]) => ({
      number,
      start,
      text,
      end: start + text.length - surrogatePairs(text),
    }));
    this.sentences = sentences;
    this.last = this.paragraphs.length - 1;
    this.start = this.paragraphs[0]?.start ?? 0;
    this.end = this.paragraphs[this.last]?.end ?? 0;
  }

  // The index of the paragraph that holds the code point, or of the last before it.
  holding(point) {
    let low = 0;
    let high = this.last;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.paragraphs[middle].start <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // The stretch without white space at its edges, as {start, end, from, to} with the
  // numbers of its paragraphs; null where nothing is left of it.
  trimmed(start, end) {
    let first = this.holding(start);
    let last = this.holding(end);
    if (end <= this.paragraphs[last].start && last > first) {
      // A triple click ends at the beginning of the next paragraph.
      last -= 1;
      end = this.paragraphs[last].end;
    }
    if (start >= this.paragraphs[first].end && first < last) {
      first += 1;
      start = this.paragraphs[first].start;
    }
    const head = this.paragraphs[first];
    const tail = this.paragraphs[last];
    start = Math.max(start, head.start);
    end = Math.min(end, tail.end);
    for (const letter of head.text.slice(unitsBefore(head.text, start - head.start))) {
      if (start >= end || !/\s/u.test(letter)) break;
      start += 1;
    }
    const before = Array.from(tail.text.slice(0, unitsBefore(tail.text, end - tail.start)));
    while (end > start && before.length && /\s/u.test(before.pop())) end -= 1;
    if (start >= end) return null;
    return { start, end, from: head.number, to: tail.number };
  }

  // The words of the stretch; those of several paragraphs are joined by one line end.
  words(start, end) {
    const parts = [];
    for (let i = this.holding(start); i <= this.last; i++) {
      const { start: at, text, end: stop } = this.paragraphs[i];
      if (at >= end) break;
      const from = unitsBefore(text, Math.max(0, start - at));
      const to = unitsBefore(text, Math.min(end, stop) - at);
      parts.push(text.slice(from, to));
    }
    return parts.join("\n");
  }

  countWords(start, end) {
    let count = 0;
    for (const part of WORDS.segment(this.words(start, end))) {
      if (part.isWordLike) count += 1;
    }
    return count;
  }

  // The next larger stretch: whole words, then whole sentences, then whole paragraphs.
  widened(start, end) {
    const larger = [
      () => this.wholeWords(start, end),
      () => this.wholeSentences(start, end),
      () => this.wholeParagraphs(start, end),
    ];
    for (const whole of larger) {
      const found = whole();
      if (found.start < start || found.end > end) return this.trimmed(found.start, found.end);
    }
    return this.trimmed(start, end);
  }

  wholeWords(start, end) {
    return { start: this.wordEdge(start, false), end: this.wordEdge(end, true) };
  }

  // The edge of the word at the point; of a point between words, the point itself.
  wordEdge(point, atEnd) {
    const paragraph = this.paragraphs[this.holding(atEnd ? point - 1 : point)];
    const unit = unitsBefore(paragraph.text, point - paragraph.start);
    const inside = atEnd ? unit - 1 : unit;
    const part = WORDS.segment(paragraph.text).containing(Math.max(0, inside));
    if (!part?.isWordLike) return point;
    const edge = atEnd ? part.index + part.segment.length : part.index;
    return paragraph.start + pointsBefore(paragraph.text, edge);
  }

  wholeSentences(start, end) {
    const over = this.sentences.filter(([from, to]) => from < end && to > start);
    if (!over.length) return { start, end };
    return {
      start: Math.min(start, over[0][0]),
      end: Math.max(end, over[over.length - 1][1]),
    };
  }

  wholeParagraphs(start, end) {
    const first = this.paragraphs[this.holding(start)];
    const last = this.paragraphs[this.holding(Math.max(start, end - 1))];
    return { start: first.start, end: last.end };
  }

  // The point one word further on (step 1) or back (step -1), over the paragraphs too.
  wordStep(point, step) {
    const edges = [];
    const here = this.holding(step > 0 ? point : Math.max(0, point - 1));
    for (const i of [here, here + step]) {
      const paragraph = this.paragraphs[i];
      if (!paragraph) continue;
      for (const part of WORDS.segment(paragraph.text)) {
        if (!part.isWordLike) continue;
        const unit = step > 0 ? part.index + part.segment.length : part.index;
        edges.push(paragraph.start + pointsBefore(paragraph.text, unit));
      }
    }
    edges.sort((a, b) => (a - b) * step);
    return edges.find((edge) => (edge - point) * step > 0) ?? point;
  }

  // Paragraph i cut where marks begin and end: {text, over, ending} each, with the
  // marks over the piece and those that end with it. An edge inside a letter and its
  // accent is moved outwards, since the caret would stop there.
  pieces(i, marks) {
    const { start: at, text, end: stop } = this.paragraphs[i];
    const placed = marks.map((mark) => ({
      mark,
      from: mark.start > at ? this.letterEdge(text, mark.start - at, false) : 0,
      to: mark.end < stop ? this.letterEdge(text, mark.end - at, true) : text.length,
      ends: mark.end <= stop,
    }));
    const cuts = new Set([0, text.length]);
    for (const { from, to } of placed) cuts.add(from).add(to);
    const edges = [...cuts].sort((a, b) => a - b);
    return edges.slice(1).map((to, k) => {
      const over = placed.filter((one) => one.from <= edges[k] && one.to >= to);
      const ending = over.filter((one) => one.ends && one.to === to);
      return {
        text: text.slice(edges[k], to),
        over: over.map((one) => one.mark),
        ending: ending.map((one) => one.mark),
      };
    });
  }

  letterEdge(text, point, atEnd) {
    const unit = unitsBefore(text, point);
    const letter = GRAPHEMES.segment(text).containing(unit);
    if (!letter || letter.index === unit) return unit;
    return atEnd ? letter.index + letter.segment.length : letter.index;
  }
}

// Ranges drawn without elements, for what passes. The registry belongs to the whole
// page, so each drawing adds and deletes its own ranges and never clears.
class Drawing {
  constructor(name, priority) {
    this.ranges = [];
    this.layer = null;
    if (!globalThis.CSS?.highlights) return;
    if (!CSS.highlights.has(name)) {
      const made = new Highlight();
      made.priority = priority;
      CSS.highlights.set(name, made);
    }
    this.layer = CSS.highlights.get(name);
  }

  show(ranges) {
    for (const range of this.ranges) this.layer?.delete(range);
    this.ranges = this.layer ? ranges : [];
    for (const range of this.ranges) this.layer.add(range);
  }
}

// The article as a region that takes the focus and in which words can be selected.
// It is not editable: a composition would write into an editable one.
class TextView {
  constructor(text, label) {
    this.text = text;
    this.marks = [];
    this.root = document.createElement("div");
    this.root.className = "text-view";
    this.root.tabIndex = 0;
    this.root.dataset.lmSuppressShortcuts = "true";
    const roles = { role: "textbox", "aria-multiline": "true", "aria-readonly": "true" };
    for (const [name, value] of Object.entries(roles)) this.root.setAttribute(name, value);
    this.root.setAttribute("aria-label", label);
    this.nodes = text.paragraphs.map((paragraph, i) => this.paragraph(paragraph, i));
    this.caret = document.createElement("div");
    this.caret.className = "text-view-caret";
    this.caret.hidden = true;
    this.root.append(...this.nodes, this.caret);
    this.root.classList.toggle("text-view-long", this.nodes.length > MANY_PARAGRAPHS);
    this.drawings = new Map();
  }

  paragraph({ number, text }, i) {
    const node = document.createElement("div");
    node.className = "text-view-paragraph";
    node.dir = "auto";
    node.dataset.number = number;
    node.dataset.index = i;
    node.append(text);
    return node;
  }

  // ---- places on the page and code points

  holds(node) {
    return Boolean(node) && this.root.contains(node);
  }

  toPoint(node, offset) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const home = element?.closest(".text-view-paragraph");
    const range = document.createRange();
    if (home && this.holds(home)) {
      range.setStart(home, 0);
      range.setEnd(node, offset);
      const { start, text } = this.text.paragraphs[Number(home.dataset.index)];
      return start + pointsBefore(text, range.toString().length);
    }
    range.selectNodeContents(this.root);
    if (!this.holds(node)) {
      const before = range.comparePoint(node, offset) < 0;
      return before ? this.text.start : this.text.end;
    }
    range.setStart(node, offset);
    range.collapse(true);
    const next = this.nodes.findIndex((one) => range.comparePoint(one, 0) >= 0);
    return next < 0 ? this.text.end : this.text.paragraphs[next].start;
  }

  toPlace(point, atEnd = false) {
    const i = this.text.holding(atEnd ? Math.max(this.text.start, point - 1) : point);
    const { start, text } = this.text.paragraphs[i];
    const walk = document.createTreeWalker(this.nodes[i], NodeFilter.SHOW_TEXT);
    let left = unitsBefore(text, Math.max(0, point - start));
    let last = null;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      last = node;
      if (left < node.length || (atEnd && left === node.length)) return [node, left];
      left -= node.length;
    }
    return last ? [last, last.length] : [this.nodes[i], 0];
  }

  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.toPlace(start));
    range.setEnd(...this.toPlace(end, true));
    return range;
  }

  // A range that later changes of the page do not move.
  fixedRange(start, end) {
    const { startContainer, startOffset, endContainer, endOffset } = this.range(start, end);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  pointAt(x, y) {
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(x, y);
      if (!place || !this.holds(place.offsetNode)) return null;
      return this.toPoint(place.offsetNode, place.offset);
    }
    const range = document.caretRangeFromPoint(x, y);
    if (!range || !this.holds(range.startContainer)) return null;
    return this.toPoint(range.startContainer, range.startOffset);
  }

  // ---- the selection

  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    const start = this.toPoint(range.startContainer, range.startOffset);
    const end = this.toPoint(range.endContainer, range.endOffset);
    return this.text.trimmed(start, end);
  }

  caretPoint() {
    const { focusNode, focusOffset } = getSelection();
    return this.holds(focusNode) ? this.toPoint(focusNode, focusOffset) : null;
  }

  select(start, end) {
    getSelection().setBaseAndExtent(...this.toPlace(start), ...this.toPlace(end, true));
  }

  selectAll() {
    this.select(this.text.start, this.text.end);
  }

  placeCaret(point) {
    getSelection().collapse(...this.toPlace(point));
  }

  drawCaret() {
    const { focusNode, focusOffset } = getSelection();
    this.caret.hidden = true;
    if (document.activeElement !== this.root || !this.holds(focusNode)) return;
    const box = this.boxOf(focusNode, focusOffset);
    const frame = this.root.getBoundingClientRect();
    this.caret.style.left = `${box.left - frame.left + this.root.scrollLeft}px`;
    this.caret.style.top = `${box.top - frame.top + this.root.scrollTop}px`;
    this.caret.style.height = `${box.height}px`;
    this.caret.hidden = false;
  }

  boxOf(node, offset) {
    const range = document.createRange();
    range.setStart(node, offset);
    const found = range.getClientRects()[0];
    if (found) return found;
    const near = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const { left, top } = near.getBoundingClientRect();
    return { left, top, height: 20 };
  }

  scrollToCaret() {
    const { focusNode, focusOffset } = getSelection();
    if (this.holds(focusNode)) this.scrollToBox(this.boxOf(focusNode, focusOffset), 24);
  }

  scrollTo(start, end) {
    const boxes = this.range(start, end).getClientRects();
    if (boxes.length) this.scrollToBox(boxes[0], this.root.clientHeight / 4);
  }

  scrollToBox({ top, height }, air) {
    const frame = this.root.getBoundingClientRect();
    if (top < frame.top) this.root.scrollTop -= frame.top - top + air;
    else if (top + height > frame.bottom) {
      this.root.scrollTop += top + height - frame.bottom + air;
    }
  }

  // ---- marks: what is kept is drawn as elements, what passes as highlights

  // marks: {start, end, key, kind, title, label} each; `kind` is a class of the mark,
  // `label` is shown after its last word by the style sheet and is no part of the text.
  setMarks(marks) {
    this.marks = marks;
    const byParagraph = new Map();
    for (const mark of marks) {
      for (let i = this.text.holding(mark.start); i <= this.text.last; i++) {
        if (this.text.paragraphs[i].start >= mark.end) break;
        byParagraph.set(i, [...(byParagraph.get(i) ?? []), mark]);
      }
    }
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    const inside = this.holds(anchorNode) && this.holds(focusNode);
    const was = inside && [
      this.toPoint(anchorNode, anchorOffset),
      this.toPoint(focusNode, focusOffset),
    ];
    let changed = false;
    this.nodes.forEach((node, i) => {
      const here = byParagraph.get(i) ?? [];
      const signature = here.length ? JSON.stringify(here) : "";
      if ((node.dataset.marks ?? "") === signature) return;
      changed = true;
      node.dataset.marks = signature;
      node.replaceChildren(...this.text.pieces(i, here).map((piece) => this.piece(piece)));
    });
    if (changed && was) {
      const [anchor, focus] = was;
      const forward = anchor <= focus;
      const places = [this.toPlace(anchor, !forward), this.toPlace(focus, forward)];
      getSelection().setBaseAndExtent(...places[0], ...places[1]);
    }
    if (changed) this.redraw();
  }

  piece({ text, over, ending }) {
    if (!over.length) return document.createTextNode(text);
    const node = document.createElement("mark");
    node.append(text);
    node.className = [...new Set(over.map((mark) => mark.kind))].join(" ");
    node.title = over.map((mark) => mark.title).join("; ");
    node.dataset.keys = JSON.stringify(over.map((mark) => mark.key));
    const labels = ending.map((mark) => mark.label).filter(Boolean);
    if (labels.length) node.dataset.label = labels.join(", ");
    return node;
  }

  marksAt(point) {
    return this.marks.filter((mark) => mark.start <= point && point < mark.end);
  }

  // Draws the stretches under the name, a CSS highlight; null draws none.
  draw(name, spans, priority = 1) {
    if (!this.drawings.has(name)) {
      this.drawings.set(name, { drawing: new Drawing(name, priority), spans: [] });
    }
    const layer = this.drawings.get(name);
    layer.spans = (spans ?? []).filter(({ start, end }) => end > start);
    layer.drawing.show(layer.spans.map(({ start, end }) => this.fixedRange(start, end)));
  }

  redraw() {
    for (const [name, { spans }] of this.drawings) this.draw(name, spans);
  }

  clear() {
    for (const name of this.drawings.keys()) this.draw(name, []);
  }

  // ---- keys that move the caret; true where the key was one of them

  move(event) {
    const onMac = /Mac/.test(navigator.platform);
    const byWord = onMac ? event.altKey : event.ctrlKey;
    const toEnds = onMac ? event.metaKey : event.ctrlKey;
    if (event.altKey && !onMac) return false;
    const ways = {
      ArrowRight: ["right", byWord ? "word" : "character"],
      ArrowLeft: ["left", byWord ? "word" : "character"],
      ArrowDown: ["forward", byWord ? "paragraph" : "line"],
      ArrowUp: ["backward", byWord ? "paragraph" : "line"],
      Home: ["backward", toEnds ? "all" : "lineboundary"],
      End: ["forward", toEnds ? "all" : "lineboundary"],
      PageDown: ["forward", toEnds ? "all" : "page"],
      PageUp: ["backward", toEnds ? "all" : "page"],
    };
    const way = ways[event.key];
    if (!way || (event.altKey && way[1] === "paragraph")) return false;
    const selection = getSelection();
    if (!this.holds(selection.focusNode)) this.placeCaret(this.text.start);
    const [direction, unit] = way;
    if (unit === "all") this.moveToEnd(direction, event.shiftKey);
    else if (unit === "page") this.moveByPage(direction, event.shiftKey);
    else this.moveBy(direction, unit, event.shiftKey);
    this.drawCaret();
    this.scrollToCaret();
    this.drawCaret();
    return true;
  }

  moveToEnd(direction, extending) {
    const selection = getSelection();
    const forward = direction === "forward";
    const place = forward
      ? this.toPlace(this.text.end, true)
      : this.toPlace(this.text.start);
    if (extending) selection.extend(...place);
    else selection.collapse(...place);
  }

  moveByPage(direction, extending) {
    const line = parseFloat(getComputedStyle(this.root).lineHeight) || 24;
    const lines = Math.max(1, Math.floor(this.root.clientHeight / line) - 1);
    for (let n = 0; n < lines; n++) this.moveBy(direction, "line", extending);
  }

  moveBy(direction, unit, extending) {
    const selection = getSelection();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    selection.modify(extending ? "extend" : "move", direction, unit);
    if (!this.holds(selection.focusNode)) {
      selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
    }
  }
}
