// JupyterLab's command keys reach a widget that has the focus: d d on a select deletes its cell. The attribute that
// holds them back must stand on the focusable element itself, so it is set here, and again whenever one is new.
const FOCUSABLE = "a[href], button, input, select, summary, textarea, [contenteditable], [tabindex]";

function tend(root, changed) {
  const handles = root.querySelectorAll(".noUi-handle");
  handles.forEach((handle, n) => handle.setAttribute("aria-label", n ? "Last year" : "First year"));
  root.querySelector(".explorer-count").setAttribute("role", "status");
  for (const box of root.querySelectorAll(".explorer-box")) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.querySelector("[data-label]")?.dataset.label ?? "");
    const mark = box.querySelector("[data-chosen]");
    if (mark && changed.some((node) => box.contains(node))) {
      const [frame, place] = [box.getBoundingClientRect(), mark.getBoundingClientRect()];
      box.scrollTop += place.top - frame.top - Math.max(0, frame.height - place.height) / 3;
    }
  }
  for (const element of root.querySelectorAll(FOCUSABLE)) element.dataset.lmSuppressShortcuts = "true";
}

function render({ el }) {
  let frame;
  let root;
  const changed = [];
  const watch = new MutationObserver((records) => {
    if (!changed.length) frame = requestAnimationFrame(() => tend(root, changed.splice(0))); // once for all views
    changed.push(...records.map((record) => record.target));
  });
  const start = () => {
    root = el.closest(".explorer");
    if (!root) frame = requestAnimationFrame(start);
    else {
      tend(root, [...root.querySelectorAll(".explorer-box")]);
      watch.observe(root, { childList: true, subtree: true });
    }
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    watch.disconnect();
  };
}

export default { render };
