/* A few keys for those who work here all day, listed by "?". Off while typing; Alt and Ctrl stay the browser's own.
   A page adds its own: a link or button with data-key="n" is pressed by that key and listed with its words. */
import { element } from "./dialog.js";
import { word } from "./words.js";

const keys = {
  "?": ["keyHelp", help],
  "/": ["keySearch", () => focusOn('input[type="search"], [data-key-search], .filters a')],
  m: ["keyMain", () => focusOn("main h1")],
};

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "s") save(event);
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const [, act] = keys[event.key] ?? [null, pagesOwn(event.key)];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function pagesOwn(key) {
  const target = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
  return target && (() => target.click());
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable], dialog") !== null;
}

function focusOn(selector) {
  const target = document.querySelector(selector);
  if (!target) return;
  if (target.tagName === "H1") target.tabIndex = -1;
  target.focus();
}

function save(event) {
  const button = document.querySelector(".save-bar button[type=submit]");
  if (!button) return;
  event.preventDefault();
  button.click();
}

function help() {
  const dialog = document.createElement("dialog");
  const heading = element("h2", word("keys"));
  heading.id = "keys-heading";
  dialog.setAttribute("aria-labelledby", heading.id);
  const list = element("dl");
  list.className = "keys";
  for (const [key, [name]] of Object.entries(keys)) list.append(...line(key, word(name)));
  for (const own of document.querySelectorAll("[data-key]")) list.append(...line(own.dataset.key, own.textContent.trim()));
  list.append(...line("Ctrl S", word("keySave")));
  const form = element("form");
  form.method = "dialog";
  const row = element("div");
  row.className = "row";
  const close = element("button", word("close"));
  close.className = "button second";
  row.append(close);
  form.append(heading, list, row);
  dialog.append(form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function line(key, text) {
  const term = element("dt");
  term.append(element("kbd", key));
  return [term, element("dd", text)];
}
