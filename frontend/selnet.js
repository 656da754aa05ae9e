/* Everything a page may need, each part waking only where its attribute stands. Pages work without any of it. */
import { announceMessages } from "./modules/announce.js";
import { startCombobox } from "./modules/combobox.js";
import { startConfirm } from "./modules/confirm.js";
import { startControls } from "./modules/controls.js";
import { startCopy } from "./modules/copy.js";
import { startGuards } from "./modules/guards.js";
import { startHtmx } from "./modules/htmx.js";
import { startKeys } from "./modules/keys.js";
import { startReveals } from "./modules/reveal.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

/* once a page, by delegation: these also serve whatever htmx swaps in later */
startConfirm();
startGuards();
startCopy();
startKeys();
startHtmx(wake);

/* once for every new piece of page */
function wake(scope) {
  startControls(scope);
  startReveals(scope);
  startCombobox(scope);
}

wake(document);
announceMessages();
