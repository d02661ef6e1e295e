/** Values that types of Go read with a method of their own: what is wrong with one, in the words of that method. */
import type { FieldType } from './schema.ts';

const BASE64 = /[A-Za-z0-9+/]/;

/** Where `encoding/base64` stops reading a text; undefined when it is sound. */
function base64Fault(text: string): number | undefined {
  const at = (from: number) => {
    let next = from;
    while (text[next] === '\n' || text[next] === '\r') next += 1;
    return next;
  };
  let read = 0;
  for (let next = at(0); next < text.length; next = at(next + 1), read += 1) {
    const character = text[next] ?? '';
    if (BASE64.test(character)) continue;
    if (character !== '=' || read % 4 < 2) return next;
    let end = at(next + 1);
    if (read % 4 === 2) {
      if (end >= text.length) return text.length;
      if (text[end] !== '=') return end;
      end = at(end + 1);
    }
    return end < text.length ? end : undefined;
  }
  return read % 4 === 0 ? undefined : text.length - (read % 4);
}

const SUFFIXES = /^(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;

function quantityProblem(text: string): string | undefined {
  const found = /^([+-]?[0-9.]*)([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (!found?.[1]) return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(found[1])) return 'unable to parse numeric part of quantity';
  return SUFFIXES.test(found[2] ?? '') ? undefined : "unable to parse quantity's suffix";
}

/** The parts of RFC 3339 as Go names them. */
const LAYOUT: readonly [name: string, pattern: RegExp][] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d(?:[.,]\d+)?/],
  ['Z07:00', /^(?:Z|[+-]\d\d:\d\d)/],
];

/** Why a text is no time of RFC 3339, as Go says it; undefined when it is one. */
export function timeProblem(text: string): string | undefined {
  const about = `parsing time ${JSON.stringify(text)}`;
  let rest = text;
  for (const [name, pattern] of LAYOUT) {
    const found = pattern.exec(rest);
    if (!found)
      return `${about} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(name)}`;
    rest = rest.slice(found[0].length);
  }
  if (rest) return `${about}: extra text: ${JSON.stringify(rest)}`;
  const month = Number(text.slice(5, 7));
  if (month < 1 || month > 12) return `${about}: month out of range`;
  return Number.isNaN(Date.parse(text.replace(',', '.'))) ? `${about}: day out of range` : undefined;
}

/** Kinds of JSON values, as Go names them. */
export const goKind = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object' && value !== null) return 'object';
  return typeof value === 'boolean' ? 'bool' : typeof value;
};

/** `number 70000`, `bool`: what Go says it cannot read. */
export const goValueKind = (value: unknown): string => {
  if (typeof value !== 'number') return goKind(value);
  return `number ${Number.isInteger(value) ? BigInt(value) : value}`;
};

/** Whether a number is a whole one that a type of Go can hold. */
export function isWhole(value: unknown, format: string): value is number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return format === 'int64' ? Math.abs(value) <= 2 ** 63 : value >= -(2 ** 31) && value < 2 ** 31;
}

/** The largest whole number of ours that is written as one which an int64 can hold: beyond 2⁵³ ours lose digits. */
const LARGEST = 2 ** 63 - 1024;

/** A number as it is kept, so that what we write can be read by who holds it in an int64. */
export const kept = (value: number): number => Math.min(Math.max(value, -LARGEST), LARGEST);

/** What is wrong with a value of a type that reads itself; undefined when nothing is, or the type is another. */
export function scalarProblem(value: unknown, type: FieldType): string | undefined {
  switch (type.is) {
    case 'bytes': {
      const fault = typeof value === 'string' ? base64Fault(value) : undefined;
      return fault === undefined ? undefined : `illegal base64 data at input byte ${fault}`;
    }
    case 'quantity':
      return quantityProblem(typeof value === 'string' ? value.trim() : JSON.stringify(value));
    case 'int-or-string':
      if (typeof value === 'string' || isWhole(value, 'int32')) return undefined;
      return `json: cannot unmarshal ${goValueKind(value)} into Go value of type int32`;
    case 'time':
    case 'micro-time':
      if (typeof value === 'string') return timeProblem(value);
      return `json: cannot unmarshal ${goKind(value)} into Go value of type string`;
    default:
      return undefined;
  }
}
