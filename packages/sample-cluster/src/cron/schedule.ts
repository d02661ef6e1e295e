import { localTime, timeZoneProblem } from './local-time.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '@yearly': '0 0 1 1 *',
    '@annually': '0 0 1 1 *',
    '@monthly': '0 0 1 * *',
    '@weekly': '0 0 * * 0',
    '@daily': '0 0 * * *',
    '@midnight': '0 0 * * *',
    '@hourly': '0 * * * *',
  }),
);
const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTH_NAMES = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Bounds {
  low: number;
  high: number;
  names?: string[];
}
/** What each field may hold: Sunday is 0 and never 7. */
const MINUTES: Bounds = { low: 0, high: 59 };
const HOURS: Bounds = { low: 0, high: 23 };
const DAYS_OF_MONTH: Bounds = { low: 1, high: 31 };
const MONTHS: Bounds = { low: 1, high: 12, names: MONTH_NAMES };
const WEEKDAYS: Bounds = { low: 0, high: 6, names: DAY_NAMES };

/** A schedule as robfig/cron v3 understands it, which is what Kubernetes reads schedules with. */
export interface Schedule {
  /** The first moment after `after` (ms), within five years; undefined when there is none. */
  next(after: number): number | undefined;
}

/** Why a text is no schedule, in the words of robfig/cron. */
export class ScheduleError extends Error {}

const ZONE = /^(?:CRON_)?TZ=(\S*)\s*/;

/** Reads a schedule, in the time zone of an IANA name unless it names one itself. Throws {@link ScheduleError} when it is none. */
export function parseSchedule(schedule: string, timeZone = 'UTC'): Schedule {
  if (schedule === '') throw new ScheduleError('empty spec string');
  const [zoned, named] = ZONE.exec(schedule) ?? ['', undefined];
  const problem = named === undefined ? undefined : timeZoneProblem(named);
  if (problem !== undefined) throw new ScheduleError(`provided bad location ${named}: ${problem}`);
  const text = schedule.slice(zoned.length);
  if (text.startsWith('@every ')) return every(text.slice('@every '.length));
  const spec = text.startsWith('@') ? NAMED.get(text) : text;
  if (spec === undefined) throw new ScheduleError(`unrecognized descriptor: ${text}`);
  const parts = spec.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== 5)
    throw new ScheduleError(`expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = parts;
  const fields = {
    minutes: parseField(minute, MINUTES),
    hours: parseField(hour, HOURS),
    days: parseField(day, DAYS_OF_MONTH),
    months: parseField(month, MONTHS),
    weekdays: parseField(weekday, WEEKDAYS),
  };
  return { next: (after) => search(fields, named || timeZone, after) };
}

interface Field {
  values: Set<number>;
  any: boolean;
}

function parseField(text: string, bounds: Bounds): Field {
  const field: Field = { values: new Set(), any: false };
  for (const part of text.split(',').filter((one) => one !== '')) {
    const { start, end, step, star } = parseRange(part, bounds);
    for (let value = start; value <= end; value += step) field.values.add(value);
    if (star && step === 1) field.any = true;
  }
  return field;
}

/** `*`, `5`, `1-5`, `1-5/2`, `5/10`. */
function parseRange(part: string, bounds: Bounds) {
  const wrong = (why: string) => new ScheduleError(`${why}: ${part}`);
  const [range = '', every, ...more] = part.split('/');
  const [first = '', last, ...tooMany] = range.split('-');
  const star = first === '*' || first === '?';
  if (!star && tooMany.length > 0) throw wrong('too many hyphens');
  const start = star ? bounds.low : numberIn(first, bounds);
  const to = star || last === undefined ? undefined : numberIn(last, bounds);
  if (more.length > 0) throw wrong('too many slashes');
  const step = every === undefined ? 1 : numberIn(every);
  const end = to ?? (star || every !== undefined ? bounds.high : start);
  if (start < bounds.low) throw wrong(`beginning of range (${start}) below minimum (${bounds.low})`);
  if (end > bounds.high) throw wrong(`end of range (${end}) above maximum (${bounds.high})`);
  if (start > end) throw wrong(`beginning of range (${start}) beyond end of range (${end})`);
  if (step === 0) throw wrong('step of range should be a positive number');
  return { start, end, step, star };
}

function numberIn(text: string, bounds?: Bounds): number {
  const named = text === '' ? -1 : (bounds?.names?.indexOf(text.toLowerCase()) ?? -1);
  if (named >= 0) return named;
  if (!/^[+-]?\d+$/.test(text))
    throw new ScheduleError(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  const number = Number(text);
  if (number < 0) throw new ScheduleError(`negative number (${number}) not allowed: ${text}`);
  return number;
}

const UNITS = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
]);

/** A duration as Go reads it (`1h30m`, `-5s`), ms. */
function parseDuration(text: string): number {
  const about = `duration ${JSON.stringify(text)}`;
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return 0;
  const parts = Array.from(unsigned.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g));
  if (unsigned === '' || parts.map(([all]) => all).join('') !== unsigned)
    throw new ScheduleError(`time: invalid ${about}`);
  let ms = 0;
  for (const [, amount, unit = ''] of parts) {
    if (unit === '') throw new ScheduleError(`time: missing unit in ${about}`);
    const size = UNITS.get(unit);
    if (size === undefined) throw new ScheduleError(`time: unknown unit ${JSON.stringify(unit)} in ${about}`);
    ms += Number(amount) * size;
  }
  return text.startsWith('-') ? -ms : ms;
}

/** Shorter than a second is a second, and what is less than one is dropped. */
function every(text: string): Schedule {
  let delay: number;
  try {
    delay = Math.max(SECOND, Math.floor(parseDuration(text) / SECOND) * SECOND);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new ScheduleError(`failed to parse duration @every ${text}: ${error.message}`);
  }
  return { next: (after) => Math.floor(after / SECOND) * SECOND + delay };
}

interface Fields {
  minutes: Field;
  hours: Field;
  days: Field;
  months: Field;
  weekdays: Field;
}

/**
 * The next moment whose local time fits. An hour the clocks skip fits on no day's account, one they repeat fits twice
 * (`SpecSchedule.Next`).
 */
function search({ minutes, hours, days, months, weekdays }: Fields, timeZone: string, after: number) {
  let at = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  const end = after + 5 * 366 * 24 * HOUR;
  while (at < end) {
    const now = localTime(at, timeZone);
    const day = days.values.has(now.day);
    const weekday = weekdays.values.has(now.weekday);
    // When both are restricted, either will do.
    const rightDay = days.any || weekdays.any ? day && weekday : day || weekday;
    if (!months.values.has(now.month) || !rightDay) at = nextMidnight(at, now, timeZone);
    else if (!hours.values.has(now.hour)) at += (60 - now.minute) * MINUTE;
    else if (!minutes.values.has(now.minute)) at += MINUTE;
    else return at;
  }
  return undefined;
}

/** The clocks may be set between now and then. */
function nextMidnight(at: number, { hour, minute }: { hour: number; minute: number }, timeZone: string): number {
  const there = at + (24 - hour) * HOUR - minute * MINUTE;
  const landed = localTime(there, timeZone).hour;
  if (landed === 23) return there + HOUR;
  return landed === 1 ? there - HOUR : there;
}
