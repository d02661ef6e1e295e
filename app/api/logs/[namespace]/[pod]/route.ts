import { check, queryOf } from '@/lib/contract/check';
import { logPath, logQuery } from '@/lib/contract/parameters';
import { problemResponse, textResponse } from '@/lib/hub/answer';
import { readLog } from '@/lib/hub/read-object';

type Context = RouteContext<'/api/logs/[namespace]/[pod]'>;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const path = check(logPath, await params);
  if ('problem' in path) return problemResponse(path.problem);
  const query = check(logQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  const { context, container, ...which } = query.value;
  const read = await readLog(context, { ...path.value, ...which, ...(container ? { container } : {}) });
  return 'problem' in read ? problemResponse(read.problem) : textResponse(read.answer);
}
