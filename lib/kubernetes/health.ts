import 'server-only';
import type { HealthReport } from '@/lib/model/cluster';
import { type Clock, isoNow } from './clock';
import type { Transport } from './transport';

/** Lines `[+]etcd ok` and `[-]etcd failed: reason withheld` of `/readyz?verbose`. */
export function parseChecks(text: string): HealthReport['checks'] {
  const checks: HealthReport['checks'] = [];
  for (const line of text.split('\n')) {
    const match = /^\[([+-])\](\S+)\s+(.*)$/.exec(line.trim());
    if (!match) continue;
    const [, sign, name = '', rest = ''] = match;
    const reason = /^failed:?\s*(.*)$/.exec(rest)?.[1];
    checks.push({ name, ok: sign === '+', ...(reason ? { reason } : {}) });
  }
  return checks;
}

/** Asks `/livez` or `/readyz`; any answer, also 403 or 500, is a report. Throws when nobody answers. */
export async function readHealth(
  transport: Transport,
  path: '/livez' | '/readyz',
  clock: Clock,
  silenceMs: number,
): Promise<HealthReport> {
  const response = await transport.send({ path: `${path}?verbose`, accept: 'text/plain, */*', silenceMs });
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return { status: response.status, at: isoNow(clock), checks: parseChecks(Buffer.concat(chunks).toString('utf8')) };
}
