// What the views of a widget need on JupyterLab's page, whatever they show: a name for
// each box, keys and clicks, and the focus where it was when a view is made anew.

// JupyterLab's command keys reach a widget that has the focus: d d on a list deletes its
// cell. The attribute that holds them back must be on the focusable element itself, so it
// is set again whenever one is new.
const FOCUSABLE =
  "a[href], button, input, select, summary, textarea, [contenteditable], [tabindex]";

function holdKeysBack(root) {
  for (const element of root.querySelectorAll(FOCUSABLE)) {
    element.dataset.lmSuppressShortcuts = "true";
  }
}

// A box that scrolls is a region with the name that its view has as data-label.
function nameBox(box) {
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  const label = box.querySelector("[data-label]")?.dataset.label ?? "";
  box.setAttribute("aria-label", label);
}

// The focus goes back to the element of a view that was made anew.
function refocus(element) {
  if (element && document.activeElement === document.body) {
    element.focus({ preventScroll: true });
  }
}

// Calls start(root) when the element is within `selector`, and tend(root, changed) then
// and once in each frame in which the page changed there; listens for clicks and keys.
// Gives the function that ends it.
function attend(el, selector, { start, tend, clicked, pressed }) {
  let frame;
  let root;
  const changed = [];
  const watch = new MutationObserver((records) => {
    if (!changed.length) {
      frame = requestAnimationFrame(() => tend(root, changed.splice(0)));
    }
    changed.push(...records.map((record) => record.target));
  });
  const begin = () => {
    root = el.closest(selector);
    if (!root) {
      frame = requestAnimationFrame(begin);
      return;
    }
    start(root);
    watch.observe(root, { childList: true, subtree: true });
    root.addEventListener("click", clicked);
    root.addEventListener("keydown", pressed, true);
  };
  begin();
  return () => {
    cancelAnimationFrame(frame);
    watch.disconnect();
    root?.removeEventListener("click", clicked);
    root?.removeEventListener("keydown", pressed, true);
  };
}
