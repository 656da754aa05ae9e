/* What a form holds now, as the expression language stores it: days as YYYY-MM-DD, several choices as a list.
   A select named <question>__missing says why that question has no answer. */
const MISSING = "__missing";

export function answersOf(form) {
  const prefix = form.dataset.prefix ? `${form.dataset.prefix}-` : "";
  const answers = {};
  for (const control of form.elements) {
    if (!control.name.startsWith(prefix) || control.type === "submit" || control.type === "file") continue;
    const name = control.name.slice(prefix.length);
    if (name.endsWith(MISSING)) reason(control, name.slice(0, -MISSING.length), answers);
    else if (name && name !== "csrfmiddlewaretoken") read(control, name, answers);
  }
  return answers;
}

function read(control, name, answers) {
  if (control.type === "radio") {
    answers[name] = control.checked ? control.value : (answers[name] ?? "");
  } else if (control.type === "checkbox") {
    answers[name] = [...(answers[name] ?? []), ...(control.checked ? [control.value] : [])];
  } else if (control.multiple) {
    answers[name] = [...control.selectedOptions].map((option) => option.value);
  } else {
    answers[name] = stored(control.value.trim());
  }
}

function reason(control, name, answers) {
  const empty = !answers[name] || !answers[name].length;
  if (empty && /^[A-Z]+$/.test(control.value)) answers[name] = { missing: control.value };
}

/* a day is typed day first */
function stored(value) {
  const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value);
  return day ? `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}` : value;
}
