/* data-confirm="Question?" on a submit button or link: asks before the act. Without script the act goes through,
   so the server must still be safe to ask; this only spares a slip of the hand. */
import { ask } from "./dialog.js";
import { word } from "./words.js";

export function startConfirm() {
  document.addEventListener("click", onClick, true);
}

async function onClick(event) {
  const control = event.target.closest?.("[data-confirm]");
  if (!control || control.dataset.confirmed !== undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const agreed = await ask({
    text: control.dataset.confirm || word("confirm"),
    yes: control.dataset.confirmYes || word("yes"),
    no: word("no"),
    warn: control.classList.contains("warn"),
  });
  control.focus();
  if (!agreed) return;
  control.dataset.confirmed = "";
  control.click();
  delete control.dataset.confirmed;
}
