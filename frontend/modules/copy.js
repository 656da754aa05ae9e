/* data-copy="text": copies a pseudonym or a code, and says so. */
import { announce } from "./announce.js";
import { word } from "./words.js";

export function startCopy() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(word("copied"));
    say(button);
  });
}

function say(button) {
  const label = [...button.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!label || button.dataset.said !== undefined) return;
  const before = label.data;
  button.dataset.said = "";
  label.data = word("copied");
  setTimeout(() => {
    label.data = before;
    delete button.dataset.said;
  }, 2000);
}
