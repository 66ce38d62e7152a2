// What one view of the annotator knows: which words are selected or held, which row is
// in hand, what is written in the form, which requests wait. It touches no page; the
// line to the kernel is given to it.

const SLOW = 1_000;
const BUSY = 10_000;

function keyOf(row) {
  return `${row.table}:${row.id}`;
}

function counted(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}

// "12 words, paragraph 5"
function selectionInWords(text, { start, end, from, to }) {
  const words = counted(text.countWords(start, end), "word");
  if (from === to) return `${words}, paragraph ${from}`;
  return `${words}, from paragraph ${from} to ${to}; the quote will hold a line end`;
}

// Requests to the kernel: each has a number, is sent once and is answered once.
class Requests {
  // post(message) may throw; says(text, tone) speaks to the reader.
  constructor(post, says) {
    Object.assign(this, { post, says });
    this.view = Math.random().toString(36).slice(2);
    this.count = 0;
    this.open = new Map();
  }

  // slow and busy: what to say after one and after ten seconds; "" says nothing.
  send(what, message, then, { slow = "", busy = "" } = {}) {
    this.count += 1;
    const n = this.count;
    const timers = [
      slow && setTimeout(() => this.says(slow, "plain"), SLOW),
      busy && setTimeout(() => this.says(busy, "refused"), BUSY),
    ];
    this.open.set(n, { then, timers });
    try {
      this.post({ ...message, do: what, n, view: this.view });
    } catch {
      this.settle(n);
      return 0;
    }
    return n;
  }

  settle(n) {
    const request = this.open.get(n);
    this.open.delete(n);
    for (const timer of request?.timers ?? []) if (timer) clearTimeout(timer);
    return request;
  }

  // Takes an answer; one for another view, or for nothing asked, is left alone.
  answered(answer) {
    if (answer.view !== this.view || !this.open.has(answer.n)) return false;
    this.settle(answer.n).then?.(answer);
    return true;
  }

  drop() {
    for (const n of [...this.open.keys()]) this.settle(n);
  }
}

// The words that the next row will quote, and how they were widened.
class Selection {
  constructor() {
    this.now = null;
    this.steps = [];
  }

  take(span) {
    const same = span && this.now && span.start === this.now.start && span.end === this.now.end;
    if (!same) this.steps = [];
    this.now = span;
    return !same;
  }

  widen(text, span) {
    const wider = text.widened(span.start, span.end);
    if (!wider || (wider.start === span.start && wider.end === span.end)) return null;
    const steps = [...this.steps, span];
    this.take(wider);
    this.steps = steps;
    return wider;
  }

  narrow() {
    const steps = [...this.steps];
    const smaller = steps.pop();
    if (!smaller) return null;
    this.take(smaller);
    this.steps = steps;
    return smaller;
  }
}

// The rows, the one in hand, and the way through the drafts.
class Rows {
  constructor() {
    this.all = [];
    this.hand = "";
    this.here = null;
    this.sent = new Set();
    this.reviewing = false;
  }

  set(rows) {
    this.all = rows;
    this.byKey = new Map(rows.map((row) => [keyOf(row), row]));
    this.sent.clear();
    if (!this.byKey.has(this.hand)) this.hand = "";
    if (this.here) this.here = this.here.filter((key) => this.byKey.has(key));
    if (!this.here?.length) this.here = null;
  }

  get(key) {
    return this.byKey?.get(key);
  }

  get inHand() {
    return this.get(this.hand);
  }

  // The drafts that nobody has judged or is judging, in order of the text.
  get drafts() {
    return this.all.filter((row) => row.draft && !this.sent.has(keyOf(row)));
  }

  // What the list shows: the rows at one place, the drafts alone, or all.
  get listed() {
    if (this.here) return this.here.map((key) => this.get(key)).filter(Boolean);
    if (this.reviewing) return this.all.filter((row) => row.draft);
    return this.all;
  }

  // The draft after (step 1) or before (step -1) the one in hand; null where none.
  nextDraft(step = 1) {
    const order = this.all;
    const from = order.findIndex((row) => keyOf(row) === this.hand);
    const waits = new Set(this.drafts);
    const ahead = step > 0 ? order.slice(from + 1) : order.slice(0, Math.max(0, from)).reverse();
    return ahead.find((row) => waits.has(row)) ?? null;
  }

  // The draft to take in hand after the present one was judged: the next, else the first.
  afterJudging() {
    this.sent.add(this.hand);
    return this.nextDraft(1) ?? this.drafts[0] ?? null;
  }

  step(step) {
    const listed = this.listed;
    const from = listed.findIndex((row) => keyOf(row) === this.hand);
    if (from < 0) return listed[0] ?? null;
    return listed[Math.min(listed.length - 1, Math.max(0, from + step))];
  }
}

// The form in hand: what the kernel proposed, what was written over it, what is wrong.
class Form {
  constructor(form) {
    Object.assign(this, form);
    this.cells = Object.fromEntries(form.fields.map((field) => [field.name, field.value]));
    this.first = JSON.stringify(this.cells);
    this.problems = {};
    this.understood = {};
    this.touched = new Set();
    this.tried = false;
    this.span = { start: form.start, end: form.end };
  }

  write(name, value) {
    this.cells[name] = value;
    this.touched.add(name);
  }

  get changed() {
    return JSON.stringify(this.cells) !== this.first;
  }

  // What goes back to the kernel with `check` and `keep`.
  get sent() {
    const { table, id, before } = this;
    return { table, id, before, start: this.span.start, end: this.span.end };
  }

  // The sentence to show beside a field: of one not yet written in, only after a try to keep.
  problemOf(name) {
    const shown = this.tried || this.touched.has(name);
    return (shown && this.problems[name]) || "";
  }
}
