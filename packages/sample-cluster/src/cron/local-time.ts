/** What a clock on the wall shows: month 1 to 12, day of the week from Sunday, 0. */
export interface LocalTime {
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** The local time of a moment (ms) in the time zone of an IANA name. */
export function localTime(at: number, timeZone: string): LocalTime {
  const local = timeZone === 'UTC' ? new Date(at) : new Date(at + offsetAt(at, timeZone));
  return {
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    weekday: local.getUTCDay(),
  };
}

/** How far the clocks of a time zone are ahead of UTC at a moment, ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - Math.floor(at / 60_000) * 60_000;
}

/** What Go's `time.LoadLocation` says of a name; undefined when there is such a time zone. */
export function timeZoneProblem(name: string): string | undefined {
  if (name.includes('..') || /^[/\\]/.test(name)) return 'time: invalid location name';
  if (name === '') return undefined;
  try {
    // Offsets are no names to Go.
    if (/^[A-Za-z]/.test(name) && formatOf(name)) return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return `unknown time zone ${name}`;
}

/** RFC 3339 with the offset of a time zone: `2026-11-22T22:00:00+01:00`; `Z` for UTC. */
export function zonedTime(at: number, timeZone: string): string {
  const offset = timeZone === 'UTC' ? 0 : offsetAt(at, timeZone);
  const shown = new Date(at + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${shown}Z`;
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${shown}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
