import type { ReadyAnswer } from '@/lib/contract/answers';
import { jsonResponse } from '@/lib/hub/answer';
import { getHub } from '@/lib/hub/hubs';

/** Ready as soon as it answers: a cluster that cannot be reached is a page with a reason, not a server that is down. */
export function GET(): Response {
  const hub = getHub();
  const now = 'problem' in hub ? hub : hub.current();
  const streams = 'problem' in hub ? 0 : hub.subscribers;
  const answer = (connection: string, code?: string): ReadyAnswer => ({
    ready: true,
    connection,
    streams,
    ...(code ? { code } : {}),
  });
  if (!now) return jsonResponse(answer('connecting'));
  return jsonResponse('problem' in now ? answer('none', now.problem.code) : answer(now.snapshot.connection.state));
}

export const dynamic = 'force-dynamic';
