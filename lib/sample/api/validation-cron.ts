/** Why a schedule cannot be read: the words of `github.com/robfig/cron/v3`, which the API server asks. */

const BOUNDS: readonly [least: number, most: number, names: readonly string[]][] = [
  [0, 59, []],
  [0, 23, []],
  [1, 31, []],
  [1, 12, ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']],
  [0, 6, ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
];
const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const ZONE = /^(?:CRON_)?TZ=(\S*)\s*/;
const UNITS = ['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h'];

/** Thrown by the parser and caught at its door, as `error` is handed on in Go. */
class Unreadable extends Error {}

function whole(text: string): number {
  if (!/^[+-]?\d+$/.test(text))
    throw new Unreadable(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  if (Number(text) < 0) throw new Unreadable(`negative number (${Number(text)}) not allowed: ${text}`);
  return Number(text);
}

function checkRange(expression: string, [least, most, names]: (typeof BOUNDS)[number]): void {
  const [range = '', step, ...moreSteps] = expression.split('/');
  const [low = '', high, ...moreHigh] = range.split('-');
  const numberOf = (text: string) => {
    const named = text ? names.indexOf(text.toLowerCase()) : -1;
    return named < 0 ? whole(text) : named;
  };
  const any = low === '*' || low === '?';
  const start = any ? least : numberOf(low);
  if (!any && moreHigh.length > 0) throw new Unreadable(`too many hyphens: ${expression}`);
  let end = any ? most : high === undefined ? start : numberOf(high);
  if (moreSteps.length > 0) throw new Unreadable(`too many slashes: ${expression}`);
  const every = step === undefined ? 1 : whole(step);
  if (step !== undefined && high === undefined) end = most;
  if (start < least) throw new Unreadable(`beginning of range (${start}) below minimum (${least}): ${expression}`);
  if (end > most) throw new Unreadable(`end of range (${end}) above maximum (${most}): ${expression}`);
  if (start > end) throw new Unreadable(`beginning of range (${start}) beyond end of range (${end}): ${expression}`);
  if (every === 0) throw new Unreadable(`step of range should be a positive number: ${expression}`);
}

function checkDuration(text: string): void {
  const parts = /^[+-]?((?:\d+\.?\d*|\.\d+)[^\d.]*)+$/.test(text) ? text.match(/(?:\d+\.?\d*|\.\d+)[^\d.]*/g) : null;
  const about = `duration ${JSON.stringify(text)}`;
  if (!parts) throw new Unreadable(`time: invalid ${about}`);
  if (/^[+-]?0$/.test(text)) return;
  for (const part of parts) {
    const unit = part.replace(/^[\d.]+/, '');
    if (!unit) throw new Unreadable(`time: missing unit in ${about}`);
    if (!UNITS.includes(unit)) throw new Unreadable(`time: unknown unit ${JSON.stringify(unit)} in ${about}`);
  }
}

/** What `time.LoadLocation` says of a name. */
function zoneProblem(name: string): string | undefined {
  if (name.includes('..') || /^[/\\]/.test(name)) return 'time: invalid location name';
  if (name === '' || name === 'UTC') return undefined;
  try {
    if (/^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name })) return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return `unknown time zone ${name}`;
}

function check(schedule: string): void {
  const zone = ZONE.exec(schedule)?.[1];
  const bad = zone === undefined ? undefined : zoneProblem(zone);
  if (bad) throw new Unreadable(`provided bad location ${zone}: ${bad}`);
  const spec = schedule.replace(ZONE, '');
  if (spec.startsWith('@')) {
    if (DESCRIPTORS.includes(spec)) return;
    if (!spec.startsWith('@every ')) throw new Unreadable(`unrecognized descriptor: ${spec}`);
    try {
      checkDuration(spec.slice('@every '.length));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      throw new Unreadable(`failed to parse duration ${spec}: ${error.message}`);
    }
    return;
  }
  const fields = spec.trim() ? spec.trim().split(/\s+/) : [];
  if (fields.length !== 5)
    throw new Unreadable(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  for (const [index, field] of fields.entries())
    for (const range of field.split(',').filter(Boolean)) checkRange(range, BOUNDS[index] ?? [0, 0, []]);
}

/** Whether a schedule says a time zone of its own. */
export const namesZone = (schedule: string): boolean => schedule.includes('TZ');

/** Why a schedule cannot be read; undefined when it can. */
export function scheduleProblem(schedule: string): string | undefined {
  try {
    check(schedule);
    return undefined;
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

/** What is wrong with `spec.timeZone`; undefined when nothing is. */
export function timeZoneProblem(zone: string): string | undefined {
  if (zone === '') return 'timeZone must be nil or non-empty string';
  if (zone.toLowerCase() === 'local')
    return 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  return zoneProblem(zone);
}
