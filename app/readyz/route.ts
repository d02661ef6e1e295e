import { jsonResponse } from '@/lib/hub/answer';
import { getHub } from '@/lib/hub/hubs';

/** Ready as soon as it answers: a cluster that cannot be reached is a page with a reason, not a server that is down. */
export function GET(): Response {
  const hub = getHub();
  const now = 'problem' in hub ? hub : hub.current();
  if (!now) return jsonResponse({ ready: true, connection: 'connecting' });
  return jsonResponse(
    'problem' in now
      ? { ready: true, connection: 'none', code: now.problem.code }
      : { ready: true, connection: now.snapshot.connection.state },
  );
}

export const dynamic = 'force-dynamic';
