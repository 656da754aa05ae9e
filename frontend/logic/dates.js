// Dates and times of day, as REDCap stores them. Part of logic.js.

import { has, text, truth } from "./values.js";

const MOMENT = /^([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?$/;
const TIME = /^([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?$/;
const DAY = 86400;
const UNITS = { y: 365.2425 * DAY, M: 30.44 * DAY, d: DAY, h: 3600, m: 60, s: 1 };

// {year, month, day, midnight, seconds}: seconds are counted from 1970; null for anything that is no calendar day
export function dayOf(value) {
  const match = typeof value === "string" ? MOMENT.exec(value) : null;
  const clock = match && secondsOfClock(match.slice(4));
  if (!match || clock === null) return null;
  const [year, month, day] = match.slice(1, 4).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  const midnight = at.getTime() / 1000;
  return { year, month, day, weekday: at.getUTCDay() || 7, midnight, seconds: midnight + clock };
}

function secondsOfClock(parts) {
  const [hour, minute, second] = parts.map((part) => Number(part ?? 0));
  return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : null;
}

function timeOfDay(value) {
  const match = typeof value === "string" ? TIME.exec(value) : null;
  return match ? secondsOfClock(match.slice(1)) : null;
}

export function datediff(first, second, unit, ...rest) {
  const [one, other] = [dayOf(first), dayOf(second)];
  const a = one ? one.seconds : timeOfDay(first);
  const b = other ? other.seconds : timeOfDay(second);
  if (a === null || b === null || !one !== !other || !has(UNITS, text(unit))) return null;
  const found = (b - a) / UNITS[text(unit)];
  const signed = rest.some((value) => (typeof value === "string" ? value === "true" : truth(value, false)));
  return signed ? found : Math.abs(found);
}

export function days(first, second) {
  const [a, b] = [dayOf(first), dayOf(second)];
  return a && b ? (b.midnight - a.midnight) / DAY : null;
}

export function ageAtDate(born, at, decimal = false) {
  const [a, b] = [dayOf(born), dayOf(at)];
  if (!a || !b || b.midnight < a.midnight) return null;
  if (truth(decimal, false)) return days(born, at) / 365.2425;
  const reached = b.month > a.month || (b.month === a.month && b.day >= a.day);
  return b.year - a.year - (reached ? 0 : 1);
}

export const part = (name) => (value) => dayOf(value)?.[name] ?? null;
