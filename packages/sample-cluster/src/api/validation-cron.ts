/** What the API server says of a cron job's schedule and time zone. */
import { timeZoneProblem } from '../cron/local-time.ts';
import { parseSchedule, ScheduleError } from '../cron/schedule.ts';

/** Whether a schedule says a time zone of its own. */
export const namesZone = (schedule: string): boolean => schedule.includes('TZ');

/** Why a schedule cannot be read; undefined when it can. */
export function scheduleProblem(schedule: string): string | undefined {
  try {
    parseSchedule(schedule);
    return undefined;
  } catch (error) {
    if (error instanceof ScheduleError) return error.message;
    throw error;
  }
}

/** What is wrong with `spec.timeZone`; undefined when nothing is. */
export function zoneProblem(zone: string): string | undefined {
  if (zone === '') return 'timeZone must be nil or non-empty string';
  if (zone.toLowerCase() === 'local')
    return 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  return timeZoneProblem(zone);
}
