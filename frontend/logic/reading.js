// What is asked of the patient's answers, and the record of it. Part of logic.js.

import { has, isMissing, text } from "./values.js";

export class Reading {
  constructor({ forms = {}, belongs = {}, smart = {}, order = {} }, unknown, today, here) {
    this.forms = forms;
    this.order = order;
    this.smart = smart;
    this.unknown = unknown;
    this.blank = unknown ? null : "";
    this.today = today.slice(0, 10);
    this.now = today.length > 10 ? today.slice(0, 19) : `${today} 00:00:00`;
    this.here = new Map(here ? [here] : []);
    this.belongs = new Map(Object.entries(belongs));
    for (const [form, entries] of Object.entries(forms))
      for (const entry of entries) for (const name of Object.keys(entry)) this.belongs.set(name, form);
    this.reads = [];
  }

  // the numbers of a form's entries in the order of time
  instances(form) {
    if (has(this.order, form)) return this.order[form];
    return has(this.forms, form) ? this.forms[form].map((_, index) => index + 1) : [];
  }

  answer({ name, instance }) {
    const form = this.belongs.get(name) ?? "";
    const number = this.instance(instance ?? null, form);
    const order = this.instances(form);
    const entry = number === 0 || !order.length ? undefined : this.forms[form]?.[(number ?? order[0]) - 1];
    const found = entry && has(entry, name) ? entry[name] : null;
    const answer = stored(found === undefined ? null : found);
    this.reads.push({ form, field: name, instance: number || 1, answer });
    return answer;
  }

  // 0: there is no such entry; null: the only one, or the first
  instance(wanted, form) {
    const current = this.here.get(form);
    if (wanted === null || wanted === "current-instance") return current ?? null;
    if (typeof wanted === "number") return wanted;
    if (wanted === "previous-instance") return current ? current - 1 : 0;
    if (wanted === "next-instance") return current ? current + 1 : 0;
    const order = this.instances(form);
    if (!order.length || wanted === "new-instance") return 0;
    return order[wanted === "first-instance" ? 0 : order.length - 1];
  }

  used() {
    const shown = this.reads
      .filter(({ answer }) => answer !== null)
      .map(({ form, field, instance, answer }) => ({ form, field, instance, value: isMissing(answer) ? answer.missing : answer }));
    return [...new Map(shown.map((fact) => [JSON.stringify(fact), fact])).values()];
  }

  missing() {
    const bare = this.reads.filter(({ answer }) => answer === null || isMissing(answer));
    return [...new Set(bare.map(({ field }) => field))];
  }
}

function stored(answer) {
  if (answer === "" || answer === null) return null;
  if (Array.isArray(answer)) return answer.length ? answer.map(String) : null;
  if (typeof answer === "boolean") return answer ? "1" : "0";
  return typeof answer === "number" ? text(answer) : answer;
}
