/* Live branching: an element with data-branching='{tree}' is shown while its expression holds.
   The form says where its answers belong:
     <form data-form-name="surgery" data-instance="1" data-prefix="" data-today="2026-11-24">
     <script type="application/json" data-facts>{"forms": …, "belongs": …, "smart": …}</script>   other entries, optional
   data-today is the day at the treating centre; the browser's own day serves when it is missing.
   Hidden answers are kept and are still sent; the server judges them again with the same expression. */
import { evaluate } from "./logic.js";
import { truth } from "./logic/values.js";
import { answersOf } from "./modules/answers.js";

for (const form of document.querySelectorAll("form[data-form-name]")) start(form);

function start(form) {
  const branches = [...form.querySelectorAll("[data-branching]")].map((element) => ({
    element,
    tree: JSON.parse(element.dataset.branching),
  }));
  const known = JSON.parse(form.querySelector("script[data-facts]")?.textContent ?? "{}");
  const update = () => show(form, branches, known);
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
}

function show(form, branches, known) {
  const facts = factsOf(form, known);
  const here = [form.dataset.formName, Number(form.dataset.instance ?? 1)];
  for (const { element, tree } of branches) {
    const { value } = evaluate(tree, facts, { today: form.dataset.today ?? new Date().toLocaleDateString("sv"), here });
    element.hidden = truth(value, false) !== true;
  }
}

/* the answers on the screen stand where this form's instance stands among the saved ones */
function factsOf(form, known) {
  const name = form.dataset.formName;
  const answers = answersOf(form);
  const instances = [...(known.forms?.[name] ?? [])];
  instances[Number(form.dataset.instance ?? 1) - 1] = answers;
  const belongs = { ...known.belongs };
  for (const field of Object.keys(answers)) belongs[field] ??= name;
  const forms = { ...known.forms, [name]: instances.map((instance) => instance ?? {}) };
  return { forms, belongs, smart: known.smart ?? {} };
}
