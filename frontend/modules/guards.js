/* Two guards on forms: nothing is sent twice, and nothing typed is lost by leaving. data-no-guard opts out. */
import { announce } from "./announce.js";
import { word } from "./words.js";

const dirty = new Set();

export function startGuards() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", onInput);
  window.addEventListener("beforeunload", onLeave);
  window.addEventListener("pageshow", release);
}

function onSubmit(event) {
  const form = event.target;
  dirty.delete(form);
  if (event.defaultPrevented || form.method !== "post" || form.dataset.noGuard !== undefined) return;
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  /* after the browser has read the form, because a disabled button sends no value */
  setTimeout(() => hold(form, event.submitter));
}

function hold(form, submitter) {
  announce(word("saving"));
  for (const button of buttons(form)) button.setAttribute("aria-disabled", "true");
  if (!submitter || submitter.tagName !== "BUTTON") return;
  submitter.dataset.words = submitter.innerHTML;
  submitter.textContent = word("saving");
}

/* the page came back from the browser's cache: its buttons must work again */
function release(event) {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) releaseForm(form);
}

export function releaseForm(form) {
  delete form.dataset.sent;
  for (const button of buttons(form)) {
    button.removeAttribute("aria-disabled");
    if (button.dataset.words === undefined) continue;
    button.innerHTML = button.dataset.words;
    delete button.dataset.words;
  }
}

function buttons(form) {
  return [...form.elements].filter((control) => control.type === "submit");
}

function onInput(event) {
  const form = event.target.closest?.("form[data-guard-unsaved]");
  if (form) dirty.add(form);
}

/* the browser shows its own sentence; a page may only ask for it */
function onLeave(event) {
  for (const form of dirty) if (!form.isConnected) dirty.delete(form);
  if (dirty.size) event.preventDefault();
}
