import { check, queryOf } from '@/lib/contract/check';
import { contextQuery } from '@/lib/contract/parameters';
import { jsonResponse, problemResponse } from '@/lib/hub/answer';
import { readStartup } from '@/lib/hub/trace-all';

export async function GET(request: Request): Promise<Response> {
  const query = check(contextQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  const read = await readStartup(query.value.context);
  return 'problem' in read ? problemResponse(read.problem) : jsonResponse(read.answer);
}
