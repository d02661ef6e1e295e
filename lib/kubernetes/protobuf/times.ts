import { type Cursor, readVarint, skip, VARINT } from './wire';

const pad = (value: number) => (value < 10 ? `0${value}` : String(value));
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => pad(value));
/** Years that RFC 3339 can say. */
const FIRST = -62_135_596_800;
const LAST = 253_402_300_799;
const DAY = 86_400;

let day = Number.NaN;
let dayText = '';

/** Seconds since 1970 as RFC 3339 without what comes after the seconds. */
function textOf(seconds: number): string {
  const today = Math.floor(seconds / DAY);
  if (today !== day) {
    day = today;
    dayText = new Date(today * DAY * 1000).toISOString().slice(0, 11);
  }
  const rest = seconds - today * DAY;
  return `${dayText}${TWO_DIGITS[Math.floor(rest / 3600)]}:${TWO_DIGITS[Math.floor(rest / 60) % 60]}:${TWO_DIGITS[rest % 60]}`;
}

/** A timestamp as JSON says it, to the second or the microsecond; undefined for Go's zero time and what no calendar has. */
export function readTime(cursor: Cursor, end: number, isMicro: boolean): string | undefined {
  let seconds = 0;
  let nanos = 0;
  while (cursor.at < end) {
    const key = readVarint(cursor, end);
    if (key === ((1 << 3) | VARINT)) seconds = readVarint(cursor, end);
    else if (key === ((2 << 3) | VARINT)) nanos = readVarint(cursor, end);
    else skip(cursor, end, key & 7);
  }
  if ((seconds === 0 && nanos === 0) || seconds < FIRST || seconds > LAST) return undefined;
  if (!isMicro) return `${textOf(seconds)}Z`;
  const micros = Math.min(999_999, Math.max(0, Math.floor(nanos / 1000)));
  return `${textOf(seconds)}.${String(micros).padStart(6, '0')}Z`;
}
