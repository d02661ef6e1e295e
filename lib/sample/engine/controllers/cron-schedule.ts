import 'server-only';

const MINUTE = 60_000;
const NAMED: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const RANGES: [number, number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

/** A cron schedule in UTC: minute, hour, day of month, month, day of week. */
export interface Schedule {
  fields: Set<number>[];
  anyDay: boolean;
  anyWeekday: boolean;
}

/** Reads a schedule; undefined when it is none. */
export function parseSchedule(text: string): Schedule | undefined {
  const parts = (NAMED[text.trim()] ?? text).trim().split(/\s+/);
  if (parts.length !== 5) return undefined;
  const fields: Set<number>[] = [];
  for (const [index, part] of parts.entries()) {
    const field = parseField(numbered(part, index), RANGES[index] ?? [0, 0]);
    if (field === undefined) return undefined;
    fields.push(field);
  }
  if (fields[4]?.has(7)) fields[4].add(0);
  return { fields, anyDay: parts[2]?.startsWith('*') ?? false, anyWeekday: parts[4]?.startsWith('*') ?? false };
}

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['', 'JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** Months and days of the week may be named. */
const numbered = (part: string, index: number) =>
  part.replace(/[A-Za-z]{3}/g, (name) => {
    const at = (index === 3 ? MONTHS : index === 4 ? DAYS : []).indexOf(name.toUpperCase());
    return at < 0 ? name : `${at}`;
  });

function parseField(text: string, [low, high]: [number, number]): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:\*|\?|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) return undefined;
    const step = Number(match[3] ?? 1);
    const from = match[1] === undefined ? low : Number(match[1]);
    const to =
      match[2] !== undefined ? Number(match[2]) : match[1] === undefined || match[3] !== undefined ? high : from;
    if (step < 1 || from < low || to > high || from > to) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

/** The first moment of the schedule after `after` (ms), within four years; undefined when there is none. */
export function nextTime({ fields, anyDay, anyWeekday }: Schedule, after: number): number | undefined {
  const [minutes, hours, days, months, weekdays] = fields;
  let at = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  const end = after + 4 * 366 * 24 * 60 * MINUTE;
  while (at < end) {
    const date = new Date(at);
    const day = days?.has(date.getUTCDate()) ?? false;
    const weekday = weekdays?.has(date.getUTCDay()) ?? false;
    // When both are restricted, either will do.
    const rightDay = anyDay || anyWeekday ? day && weekday : day || weekday;
    if (!months?.has(date.getUTCMonth() + 1) || !rightDay) {
      at = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
    } else if (!hours?.has(date.getUTCHours())) {
      at = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours() + 1);
    } else if (!minutes?.has(date.getUTCMinutes())) {
      at += MINUTE;
    } else {
      return at;
    }
  }
  return undefined;
}
