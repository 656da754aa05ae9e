/* A question in a native dialog: focus is kept inside, Escape means the safe answer. */
export function ask({ text, yes, no, warn = false }) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    const heading = element("h2", text);
    heading.id = "dialog-question";
    dialog.setAttribute("aria-labelledby", heading.id);
    const row = element("div");
    row.className = "row";
    row.append(choice(yes, "yes", warn ? "button warn" : "button"), choice(no, "no", "button second"));
    const form = element("form");
    form.method = "dialog";
    form.append(heading, row);
    dialog.append(form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    row.lastElementChild.focus();
  });
}

export function element(tag, text = "") {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  return made;
}

function choice(text, value, css) {
  const button = element("button", text);
  button.value = value;
  button.className = css;
  return button;
}
