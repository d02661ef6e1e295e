import { problemResponse, textResponse } from '@/lib/contract/answer';
import { check, queryOf } from '@/lib/contract/check';
import { logPath, logQuery } from '@/lib/contract/parameters';
import { getHubs } from '@/lib/hub/hubs';
import { classify } from '@/lib/kubernetes/classify';

export async function GET(
  request: Request,
  { params }: RouteContext<'/api/logs/[namespace]/[pod]'>,
): Promise<Response> {
  const path = check(logPath, await params);
  if ('problem' in path) return problemResponse(path.problem);
  const query = check(logQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  const { context, container, tail, previous } = query.value;
  const cluster = getHubs().open(context);
  if ('problem' in cluster) return problemResponse(cluster.problem);
  try {
    const asked = { ...path.value, tail, previous, ...(container ? { container } : {}) };
    return textResponse(await cluster.objects.log(asked));
  } catch (error) {
    return problemResponse(classify(error));
  }
}
