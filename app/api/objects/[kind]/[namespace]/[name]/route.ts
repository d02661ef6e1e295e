import { check, queryOf } from '@/lib/contract/check';
import { contextQuery, objectPath } from '@/lib/contract/parameters';
import { jsonResponse, problemResponse } from '@/lib/hub/answer';
import { readObject } from '@/lib/hub/read-object';

type Context = RouteContext<'/api/objects/[kind]/[namespace]/[name]'>;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const path = check(objectPath, await params);
  if ('problem' in path) return problemResponse(path.problem);
  const query = check(contextQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  const read = await readObject(query.value.context, path.value);
  return 'problem' in read ? problemResponse(read.problem) : jsonResponse(read.answer);
}
