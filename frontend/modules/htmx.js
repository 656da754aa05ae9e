/* htmx has no accessibility by itself: after a swap, start what came, move focus where the answer asks, speak. */
import { announce, announceMessages } from "./announce.js";
import { releaseForm } from "./guards.js";
import { word } from "./words.js";

export function startHtmx(wake) {
  document.addEventListener("htmx:load", (event) => onLoad(event.detail.elt, wake));
  document.addEventListener("htmx:beforeSwap", onBeforeSwap);
  document.addEventListener("htmx:afterRequest", (event) => event.detail.elt.form && releaseForm(event.detail.elt.form));
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, onFailure);
  }
}

function onLoad(piece, wake) {
  const scope = piece.parentElement ?? piece;
  wake(scope);
  announceMessages(piece);
  const target = piece.matches("[data-focus]") ? piece : piece.querySelector("[data-focus]");
  if (!target || piece === document.body) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
}

/* a refused form (422) is an answer to show, not a failure */
function onBeforeSwap(event) {
  if (event.detail.xhr.status !== 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
}

function onFailure(event) {
  announce(word("failed"));
  const form = event.detail.elt.closest?.("form");
  if (form) releaseForm(form);
  const place = form ?? event.detail.elt;
  if (place.previousElementSibling?.dataset?.failure !== undefined) return;
  const note = document.createElement("div");
  note.className = "note stop";
  note.dataset.failure = "";
  note.textContent = word("failed");
  place.before(note);
}
