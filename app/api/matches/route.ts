import { check, queryOf } from '@/lib/contract/check';
import { matchesQuery } from '@/lib/contract/parameters';
import { jsonResponse, problemResponse } from '@/lib/hub/answer';
import { getHub } from '@/lib/hub/hubs';

const PATIENCE_MS = 10_000;

export async function GET(request: Request): Promise<Response> {
  const query = check(matchesQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  const { context, ...filters } = query.value;
  const hub = getHub(context);
  if ('problem' in hub) return problemResponse(hub.problem);
  const now = await hub.settled(PATIENCE_MS);
  return 'problem' in now ? problemResponse(now.problem) : jsonResponse(hub.matches(filters));
}
