import { jsonResponse, problemResponse } from '@/lib/contract/answer';
import { check, queryOf } from '@/lib/contract/check';
import { contextQuery, objectPath } from '@/lib/contract/parameters';
import { getHubs } from '@/lib/hub/hubs';
import { readObject } from '@/lib/hub/read-object';
import { classify } from '@/lib/kubernetes/classify';

type Context = RouteContext<'/api/objects/[kind]/[namespace]/[name]'>;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const path = check(objectPath, await params);
  if ('problem' in path) return problemResponse(path.problem);
  const query = check(contextQuery, queryOf(request.url));
  if ('problem' in query) return problemResponse(query.problem);
  const cluster = getHubs().open(query.value.context);
  if ('problem' in cluster) return problemResponse(cluster.problem);
  try {
    return jsonResponse(await readObject(cluster, path.value));
  } catch (error) {
    return problemResponse(classify(error));
  }
}
