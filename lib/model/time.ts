/** Arithmetic on the API's times (RFC 3339 strings); no clock. */

/** Seconds from one time to another; undefined when either is absent or malformed. */
export function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (!from || !to) return undefined;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? undefined : seconds;
}
