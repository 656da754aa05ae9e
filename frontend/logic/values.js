// Values: what is a number, what is true, what is the same. Part of logic.js.

// as Object.hasOwn, which older browsers lack
export const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
export const isMissing = (value) => value !== null && typeof value === "object" && "missing" in value;
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/;

export function number(value) {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string" || !NUMBER.test(value)) return null;
  return finite(Number(value));
}

export const finite = (x) => (Number.isFinite(x) ? x : null);

export function text(value) {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number") return plain(value);
  return isMissing(value) ? value.missing : "";
}

// 1e-7 is written 0.0000001, 1e21 with all its digits
function plain(x) {
  if (Number.isInteger(x)) return BigInt(x).toString();
  const [mantissa, exponent] = String(x).split("e");
  if (exponent === undefined) return mantissa;
  const digits = mantissa.replace("-", "").replace(".", "");
  return `${x < 0 ? "-" : ""}0.${"0".repeat(-Number(exponent) - 1)}${digits}`;
}

export function truth(value, unknown) {
  if (typeof value === "boolean") return value;
  if (value === null || value === "" || isMissing(value)) return unknown ? null : false;
  const found = number(value);
  return found === null ? true : found !== 0;
}

export function same(left, right) {
  const a = number(left);
  const b = number(right);
  return a !== null && b !== null ? a === b : text(left) === text(right);
}

export const bare = (value) => value === null || value === "";

// -1, 0 or 1; null when the two cannot be ordered (a blank, a missing-data code, a number against a text)
export function before(left, right) {
  if (bare(left) || bare(right) || isMissing(left) || isMissing(right)) return null;
  const a = number(left);
  const b = number(right);
  if (a !== null && b !== null) return Math.sign(a - b) || Number(a > b) - Number(a < b);
  return a !== null || b !== null ? null : byCharacter(text(left), text(right));
}

export function byCharacter(left, right) {
  const [a, b] = [[...left], [...right]];
  for (let i = 0; i < Math.min(a.length, b.length); i++)
    if (a[i] !== b[i]) return a[i].codePointAt(0) < b[i].codePointAt(0) ? -1 : 1;
  return Math.sign(a.length - b.length);
}
