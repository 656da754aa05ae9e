/* data-reveals="id" on a radio or checkbox opens the block that belongs to it and closes it again, keeping its answers.
   nhsuk's own module does the same but sets aria-expanded on radios, which ARIA does not allow. */
export function startReveals(scope) {
  for (const control of scope.querySelectorAll("[data-reveals]:not([data-started])")) {
    control.dataset.started = "";
    control.setAttribute("aria-controls", control.dataset.reveals);
    show(control);
    for (const each of together(control)) each.addEventListener("change", () => show(control));
  }
}

/* a radio hears nothing when another of its name is chosen */
function together(control) {
  if (control.type !== "radio") return [control];
  const root = control.form ?? document;
  return root.querySelectorAll(`input[type=radio][name="${CSS.escape(control.name)}"]`);
}

function show(control) {
  const block = document.getElementById(control.dataset.reveals);
  if (block) block.hidden = !control.checked;
}
