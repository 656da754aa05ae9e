/* Live branching: an element with data-branching='{tree}' is shown while its expression holds.
   The form says where its answers belong:
     <form data-form-name="surgery" data-instance="1" data-prefix="" data-today="2026-11-24">
     <script type="application/json" data-facts>{"forms": …, "belongs": …, "smart": …}</script>   other entries, optional
   data-today is the day at the treating centre; the browser's own day serves when it is missing.
   <output name data-calculation='{tree}'> shows a sum.
   Hidden answers are kept and are still sent; the server judges them again with the same expression. */
import { evaluate } from "./logic.js";
import { text, truth } from "./logic/values.js";
import { answersOf } from "./modules/answers.js";

for (const form of document.querySelectorAll("form[data-form-name]")) start(form);

function start(form) {
  const branches = [...form.querySelectorAll("[data-branching]")].map((element) => ({
    element,
    tree: JSON.parse(element.dataset.branching),
  }));
  const sums = [...form.querySelectorAll("output[data-calculation]")].map((element) => ({
    element,
    tree: JSON.parse(element.dataset.calculation),
  }));
  const known = JSON.parse(form.querySelector("script[data-facts]")?.textContent ?? "{}");
  const update = () => show(form, branches, sums, known);
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
}

/* sums first, for a branch may hang on one; a later sum may read an earlier one */
function show(form, branches, sums, known) {
  for (const { element, tree } of sums) element.value = written(read(form, tree, factsOf(form, known)));
  const facts = factsOf(form, known);
  for (const { element, tree } of branches) element.hidden = truth(read(form, tree, facts), false) !== true;
}

function read(form, tree, facts) {
  const today = form.dataset.today ?? new Date().toLocaleDateString("sv");
  return evaluate(tree, facts, { today, here: [form.dataset.formName, Number(form.dataset.instance ?? 1)] }).value;
}

function written(value) {
  return text(typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value);
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
