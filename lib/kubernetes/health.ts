import 'server-only';
import type { HealthReport } from '@/lib/model/cluster';
import { StatusError } from './classify';
import { type Clock, isoNow } from './clock';
import { redact } from './redact';
import { readAll, retryAfter, type Transport } from './transport';

/** Lines `[+]etcd ok` and `[-]etcd failed: reason withheld` of `/readyz?verbose`. */
export function parseChecks(text: string): HealthReport['checks'] {
  const checks: HealthReport['checks'] = [];
  for (const line of text.split('\n')) {
    const match = /^\[([+-])\](\S+)\s+(.*)$/.exec(line.trim());
    if (!match) continue;
    const [, sign, name = '', rest = ''] = match;
    const reason = /^failed:?\s*(.*)$/.exec(rest)?.[1];
    checks.push({ name, ok: sign === '+', ...(reason ? { reason: redact(reason) } : {}) });
  }
  return checks;
}

/** Clocks nearer than this are the same: the header is cut to the second, and the answer took its way. */
const SAME_CLOCK_MS = 2_000;

/**
 * How far the server's clock is ahead of ours by the `Date` header of an answer (RFC 9110), milliseconds; 0 where they
 * agree, or where it says none. `sentAt` is when it was asked, by our clock.
 */
export function clockAheadMs(date: string | undefined, sentAt: number, now: number): number {
  const ahead = Date.parse(date ?? '') + 500 - (sentAt + now) / 2;
  return Math.abs(ahead) > SAME_CLOCK_MS ? Math.round(ahead / 1000) * 1000 : 0;
}

/** Some sixty checks of as many letters; what is longer is no report. Bytes. */
const LARGEST_REPORT = 256 * 1024;

/** Asks `/livez` or `/readyz`; any answer, also 403 or 500, is a report. Throws when nobody answers. */
export async function readHealth(
  transport: Transport,
  path: '/livez' | '/readyz',
  clock: Clock,
  silenceMs: number,
): Promise<{ report: HealthReport; clockAheadMs: number; refusal?: StatusError }> {
  const sentAt = clock.now();
  const response = await transport.send({ path: `${path}?verbose`, accept: 'text/plain, */*', silenceMs });
  const ahead = clockAheadMs(response.headers.date, sentAt, clock.now());
  const checks = parseChecks(await readAll(response.body, LARGEST_REPORT));
  const retryAfterMs = retryAfter(response.headers);
  return {
    report: { status: response.status, at: isoNow(clock), checks },
    clockAheadMs: ahead,
    ...(retryAfterMs === undefined
      ? {}
      : { refusal: new StatusError(response.status, path, undefined, false, retryAfterMs) }),
  };
}
