// Functions over the entries of a repeating form. Part of logic.js.
// `read` reads a node; it is handed in, because the two walk the same tree.

import { aggregate } from "./numbers.js";
import { truth } from "./values.js";

export function over(node, reading, read) {
  const outside = reading.here.get(node.form);
  const order = reading.instances(node.form);
  const found = (SETS[node.name] ?? gather)(node, reading, order, read);
  if (outside === undefined) reading.here.delete(node.form);
  else reading.here.set(node.form, outside);
  return found ?? reading.blank;
}

function holds(condition, instance, node, reading, read) {
  reading.here.set(node.form, instance);
  return condition === undefined ? true : truth(read(condition, reading), reading.unknown);
}

function anyOrAll(node, reading, order, read) {
  const decisive = node.name === "exists";
  const start = reading.reads.length;
  let unknown = false;
  for (const instance of order) {
    const mark = reading.reads.length;
    const found = holds(node.of, instance, node, reading, read);
    if (found === decisive) {
      reading.reads.splice(start, mark - start);
      return decisive;
    }
    unknown ||= found === null;
  }
  return unknown ? null : !decisive;
}

function count(node, reading, order, read) {
  const found = order.map((instance) => holds(node.of, instance, node, reading, read));
  return found.includes(null) ? null : found.filter(Boolean).length;
}

function pick(node, reading, order, read) {
  for (const instance of node.name === "last" ? [...order].reverse() : order) {
    const found = holds(node.where, instance, node, reading, read);
    if (found === null) return null;
    if (found) return read(node.of, reading);
  }
  return null;
}

function gather(node, reading, order, read) {
  const values = [];
  for (const instance of order) {
    const found = holds(node.where, instance, node, reading, read);
    if (found === null) return null;
    if (found) values.push(read(node.of, reading));
  }
  return aggregate(node.name, values, reading.unknown);
}

const SETS = { exists: anyOrAll, all: anyOrAll, count, first: pick, last: pick };
