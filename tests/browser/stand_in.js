// A kernel for tests of the page alone: it holds traits and answers messages as told.
// `silent` answers nothing until `release()`; `gone` throws, as a page without kernel.

class StandIn {
  constructor(traits) {
    this.traits = traits;
    this.listeners = new Map();
    this.heard = [];
    this.waiting = [];
    this.silent = false;
    this.gone = false;
    this.answers = {};
  }

  get(name) {
    return this.traits[name];
  }

  set(name, value) {
    this.traits[name] = value;
    for (const act of this.listeners.get(`change:${name}`) ?? []) act();
  }

  on(name, act) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), act]);
  }

  off(name, act) {
    const left = (this.listeners.get(name) ?? []).filter((one) => one !== act);
    this.listeners.set(name, left);
  }

  send(message) {
    if (this.gone) throw new Error("no kernel");
    this.heard.push(JSON.parse(JSON.stringify(message)));
    this.waiting.push(message);
    if (!this.silent) setTimeout(() => this.release());
  }

  release() {
    for (const message of this.waiting.splice(0)) this.answer(message);
  }

  answer(message) {
    const made = this.answers[message.do];
    const body = typeof made === "function" ? made(message, this) : made;
    const answer = { status: { text: "", tone: "plain" }, ...body };
    const whole = { ...answer, n: message.n, view: message.view };
    for (const act of this.listeners.get("msg:custom") ?? []) act(whole, []);
  }

  asked(what) {
    return this.heard.filter((message) => message.do === what);
  }
}
