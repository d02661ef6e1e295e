import { check, queryOf } from '@/lib/contract/check';
import { contextQuery } from '@/lib/contract/parameters';
import { problemResponse } from '@/lib/hub/answer';
import { getHub } from '@/lib/hub/hubs';
import { STREAM_HEADERS, streamResponse } from '@/lib/hub/stream';

export async function GET(request: Request): Promise<Response> {
  const query = check(contextQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  return streamResponse(getHub(query.value.context), request);
}

/** What a stream would answer, without one: Next would open it and read from it for ever. */
export function HEAD(): Response {
  return new Response(null, { headers: STREAM_HEADERS });
}
