// Numbers: the operators, rounding, the aggregates. null: there is no such number. Part of logic.js.

import { dayOf } from "./dates.js";
import { byCharacter, finite, isMissing, number } from "./values.js";

export const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
};

// x * 10^places by moving the point in its decimal writing, so that 1.005 is the 1.005 that was typed
function shift(x, places) {
  const [mantissa, exponent = "0"] = String(x).split("e");
  return Number(`${mantissa}e${Number(exponent) + places}`);
}

// half away from zero
export function nearest(x) {
  const low = Math.floor(Math.abs(x));
  return Math.sign(x) * (Math.abs(x) - low < 0.5 ? low : low + 1);
}

export const rounded = (whole) => (x, places = 0) => {
  if (!(places >= -15 && places <= 15)) return places > 0 ? x : 0;
  const shifted = shift(x, Math.trunc(places));
  return Number.isFinite(shifted) ? finite(shift(whole(shifted), -Math.trunc(places))) : x;
};

export function logarithm(x, base) {
  if (x <= 0 || (base !== undefined && (base <= 0 || base === 1))) return null;
  if (base === undefined) return Math.log(x);
  return base === 10 ? Math.log10(x) : Math.log(x) / Math.log(base);
}

export const numeric = (compute) => (...values) => {
  const numbers = values.map(number);
  return numbers.includes(null) ? null : compute(...numbers);
};

const total = (values) => values.reduce((sum, x) => sum + x, 0);
const mean = (values) => (values.length ? finite(total(values) / values.length) : null);

function median(values) {
  if (!values.length) return null;
  const ordered = [...values].sort((a, b) => a - b);
  const half = Math.floor(values.length / 2);
  return values.length % 2 ? ordered[half] : finite((ordered[half - 1] + ordered[half]) / 2);
}

function deviation(values) {
  const centre = mean(values);
  if (centre === null || values.length < 2) return null;
  return finite(Math.sqrt(total(values.map((x) => (x - centre) * (x - centre))) / (values.length - 1)));
}

const AGGREGATES = {
  sum: (values) => finite(total(values)),
  mean,
  median,
  stdev: deviation,
  min: (values) => (values.length ? values.reduce((a, b) => (b < a ? b : a)) : null),
  max: (values) => (values.length ? values.reduce((a, b) => (b > a ? b : a)) : null),
};

// blanks are left out; when blanks are unknown, one that is not known makes the whole unknown
export function aggregate(name, values, unknown) {
  const answers = values.map((value) => (value === null || isMissing(value) ? "" : value));
  const given = answers.filter((value) => value !== "");
  if ((name === "min" || name === "max") && given.every(dayOf)) {
    if ((unknown && given.length < answers.length) || !given.length) return null;
    return given.reduce((a, b) => (byCharacter(b, a) === (name === "min" ? -1 : 1) ? b : a));
  }
  const known = answers.map(number).filter((x) => x !== null);
  return unknown && known.length < answers.length ? null : AGGREGATES[name](known);
}
