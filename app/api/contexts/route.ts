import { jsonResponse, problemResponse } from '@/lib/hub/answer';
import { getHubs } from '@/lib/hub/hubs';

export function GET(): Response {
  const found = getHubs().choices();
  if ('problem' in found) return problemResponse(found.problem);
  const { kind, current, contexts } = found.choices;
  return jsonResponse({ kind, current, contexts });
}

export const dynamic = 'force-dynamic';
