// Single keys, unless they are switched off (WCAG 2.1.4) or go into a field.
const PAGES = { o: "/", h: "/hosts", d: "/drift", c: "/changes", a: "/approvals" };
let going = false;

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("main table tbody tr")].filter((row) => row.querySelector("a"));

function move(step) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[to]?.querySelector("a").focus();
}

function select() {
  document.activeElement.closest("tr")?.querySelector("input[type=checkbox]")?.click();
}

const ACTS = {
  "/": () => document.getElementById("find").focus(),
  "?": () => location.assign("/display#shortcuts"),
  j: () => move(1),
  k: () => move(-1),
  x: select,
  g: () => { going = true; },
};

addEventListener("keydown", (event) => {
  if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey
      || typing(event.target)) {
    return;
  }
  const page = going && PAGES[event.key];
  const act = page ? () => location.assign(page) : ACTS[event.key];
  going = false;
  if (act) {
    event.preventDefault();
    act();
  }
});
