// The browser's reader of the expression language. It walks the tree that selnet.logic.to_json writes and computes what
// selnet.logic.evaluate computes, in both ways of reading a blank; tests/vectors/logic.yaml holds the two together.
// A value is a boolean, a number, a string, {missing: "NI"} (a missing-data code, only when blanks read as REDCap reads
// them), "" (blank) or null (unknown, only when blanks are unknown). Dates are strings, YYYY-MM-DD, as they are stored.

import { FUNCTIONS, RAW } from "./logic/functions.js";
import { OPERATIONS, aggregate } from "./logic/numbers.js";
import { Reading } from "./logic/reading.js";
import { over } from "./logic/sets.js";
import { bare, before, finite, has, isMissing, number, same, truth } from "./logic/values.js";

// facts: {forms: {form: [{field: answer}, ...entry n at place n - 1]}, belongs: {field: form}, smart: {name: text},
//         order: {form: [the entries' numbers in order of time]}}   without order: as they stand
// options: {blank: "redcap" | "unknown", today: "2026-01-31" or "2026-01-31 14:05:00", here: [form, instance]}
export function evaluate(tree, facts, { blank = "redcap", today, here } = {}) {
  const reading = new Reading(facts, blank === "unknown", today, here);
  let value = read(tree, reading);
  if (isMissing(value)) value = value.missing;
  if (reading.unknown && value === "") value = null;
  return { value, used: reading.used(), missing: reading.missing() };
}

const read = (node, reading) => READERS[node.op](node, reading);
const truthOf = (node, reading) => truth(read(node, reading), reading.unknown);

// one box of a checkbox; nothing ticked at all is not an answer, so it is unknown where blanks are
function box(code, answer, { unknown }) {
  if (Array.isArray(answer) && (answer.length || !unknown)) return answer.includes(code) ? 1 : 0;
  if (unknown && typeof answer !== "string") return null;
  return (isMissing(answer) ? answer.missing : answer) === code ? 1 : 0;
}

function field(node, reading) {
  const answer = reading.answer(node);
  if (node.code !== undefined) return box(node.code, answer, reading);
  if (Array.isArray(answer)) return answer.join(",") || reading.blank;
  if (typeof answer === "string") return answer;
  return answer === null || reading.unknown ? reading.blank : answer;
}

// and, or: what did not decide is taken out of the record again
const until = (decisive) => (node, reading) => {
  const start = reading.reads.length;
  let unknown = false;
  for (const each of node.parts) {
    const mark = reading.reads.length;
    const found = truthOf(each, reading);
    if (found === decisive) {
      reading.reads.splice(start, mark - start);
      return decisive;
    }
    unknown ||= found === null;
  }
  return unknown ? null : !decisive;
};

const ORDERS = { "<": [-1], "<=": [-1, 0], ">": [1], ">=": [0, 1] };

function compare(node, reading) {
  const [left, right] = [read(node.left, reading), read(node.right, reading)];
  if (reading.unknown && (bare(left) || bare(right))) return null;
  if (node.sign === "=" || node.sign === "<>") return same(left, right) === (node.sign === "=");
  const order = before(left, right);
  if (order === null) return reading.unknown ? null : false;
  return ORDERS[node.sign].includes(order);
}

function arithmetic(node, reading) {
  const [a, b] = [number(read(node.left, reading)), number(read(node.right, reading))];
  return (a === null || b === null ? null : finite(OPERATIONS[node.sign](a, b))) ?? reading.blank;
}

function call(node, reading) {
  if (node.name === "if") {
    const condition = truthOf(node.args[0], reading);
    return condition === null ? null : read(node.args[condition ? 1 : 2], reading);
  }
  if (has(RAW, node.name)) {
    const [subject, codes] = node.args;
    const answer = subject.op === "field" ? reading.answer(subject) : read(subject, reading);
    return RAW[node.name](answer, codes ? read(codes, reading) : "");
  }
  const values = node.args.map((arg) => read(arg, reading));
  const known = has(FUNCTIONS, node.name);
  const found = known ? apply(node.name, values, reading) : aggregate(node.name, values, reading.unknown);
  return found ?? reading.blank;
}

function apply(name, values, { unknown }) {
  if (unknown && values.includes(null)) return null;
  return FUNCTIONS[name](...values.map((value) => (isMissing(value) ? "" : value)));
}

const READERS = {
  literal: (node) => node.value,
  field,
  smart: (node, reading) => reading.smart[node.name] || reading.blank,
  clock: (node, reading) => (node.word === "today" ? reading.today : reading.now),
  and: until(false),
  or: until(true),
  not: (node, reading) => {
    const found = truthOf(node.of, reading);
    return found === null ? null : !found;
  },
  compare,
  blank: (node, reading) => bare(read(node.of, reading)) === node.blank,
  arithmetic,
  negate: (node, reading) => {
    const found = number(read(node.of, reading));
    return found === null ? reading.blank : -found;
  },
  call,
  over: (node, reading) => over(node, reading, read),
};
