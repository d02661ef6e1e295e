import { check, queryOf } from '@/lib/contract/check';
import { contextQuery, logPath } from '@/lib/contract/parameters';
import { jsonResponse, problemResponse } from '@/lib/hub/answer';
import { readPath } from '@/lib/hub/trace-pod';

type Context = RouteContext<'/api/paths/[namespace]/[pod]'>;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const path = check(logPath, await params);
  if ('problem' in path) return problemResponse(path.problem);
  const query = check(contextQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  const { namespace, pod } = path.value;
  const read = await readPath(query.value.context, namespace, pod);
  return 'problem' in read ? problemResponse(read.problem) : jsonResponse(read.answer);
}
