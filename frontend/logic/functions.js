// The functions that need nothing but their arguments; null: cannot be computed. Part of logic.js.

import { ageAtDate, datediff, days, part } from "./dates.js";
import { logarithm, nearest, numeric, rounded } from "./numbers.js";
import { bare, isMissing, number, text } from "./values.js";

const lower = (value) => text(value).toLowerCase();
const letters = (value) => [...text(value)];
const asked = (test) => (haystack, needle) => text(needle) !== "" && test(lower(haystack), lower(needle));
const contains = asked((haystack, needle) => haystack.includes(needle));

function whole(value) {
  const found = number(value);
  return found === null || found < 0 ? null : Math.trunc(Math.min(found, 1e9));
}

function mid(value, start, count) {
  const [first, size] = [whole(start), whole(count)];
  return !first || size === null ? null : letters(value).slice(first - 1, first - 1 + size).join("");
}

function right(value, count) {
  const [size, all] = [whole(count), letters(value)];
  return size === null ? null : all.slice(Math.max(all.length - size, 0)).join("");
}

function find(needle, haystack) {
  const at = text(needle) === "" ? -1 : text(haystack).indexOf(text(needle));
  return at < 0 ? 0 : [...text(haystack).slice(0, at)].length + 1;
}

export const FUNCTIONS = {
  datediff,
  days,
  age_at_date: ageAtDate,
  dayoftheweek: part("weekday"),
  year: part("year"),
  month: part("month"),
  day: part("day"),
  round: numeric(rounded(nearest)),
  roundup: numeric(rounded(Math.ceil)),
  rounddown: numeric(rounded(Math.floor)),
  sqrt: numeric((x) => (x >= 0 ? Math.sqrt(x) : null)),
  abs: numeric(Math.abs),
  exponential: numeric((x) => (x < 709 ? Math.exp(x) : null)),
  log: numeric(logarithm),
  mod: numeric((x, by) => (by ? x % by : null)),
  isnumber: (value) => typeof value !== "boolean" && number(value) !== null,
  isinteger: (value) => (typeof value === "string" ? /^[+-]?[0-9]+$/.test(value) : Number.isInteger(value)),
  contains,
  not_contain: (haystack, needle) => !contains(haystack, needle),
  starts_with: asked((haystack, needle) => haystack.startsWith(needle)),
  ends_with: asked((haystack, needle) => haystack.endsWith(needle)),
  find,
  left: (value, count) => (whole(count) === null ? null : letters(value).slice(0, whole(count)).join("")),
  right,
  mid,
  length: (value) => letters(value).length,
  trim: (value) => text(value).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""),
  upper: (value) => text(value).toUpperCase(),
  lower,
  replace_text: (value, old, by) => (text(old) === "" ? text(value) : text(value).split(text(old)).join(text(by))),
  concat: (...values) => values.map(text).join(""),
  concat_ws: (separator, ...values) => values.map(text).filter((each) => each !== "").join(text(separator)),
};

// the functions that tell a blank from a missing-data code: they read what is stored, and always know
export const RAW = {
  isblankormissingcode: (answer) => bare(answer) || isMissing(answer),
  isblanknotmissingcode: bare,
  ismissingcode: (answer) => isMissing(answer),
  hasmissingcode: (answer, codes) =>
    isMissing(answer) && text(codes).split(",").map((code) => code.trim()).includes(answer.missing),
};
