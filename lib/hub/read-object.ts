import 'server-only';
import type { ObjectAnswer } from '@/lib/contract/object-answer';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import type { ObjectName } from '@/lib/kubernetes/object-reader';
import { viewOfObject } from '@/lib/kubernetes/object-view';
import { ProblemError } from '@/lib/kubernetes/problem-error';
import type { EventView } from '@/lib/model/cluster';
import type { OpenedCluster } from './open-cluster';

/** Events shown with an object. */
const MOST_EVENTS = 50;

const isAbout = (event: EventView, { kind, namespace, name }: ObjectName) =>
  KINDS[kind].kinds.includes(event.object.kind) &&
  event.object.name === name &&
  (namespace === undefined || event.object.namespace === namespace);

/** One object as it is shown; `namespace` is `_` for what has none. Throws the problems of the object reader. */
export async function readObject(
  { hub, objects }: OpenedCluster,
  asked: ObjectName & { namespace: string },
): Promise<ObjectAnswer> {
  const namespaced = KINDS[asked.kind].namespaced;
  if (namespaced === (asked.namespace === '_')) {
    const why = namespaced ? `${asked.kind} are in a namespace` : `${asked.kind} are in no namespace: write _`;
    throw new ProblemError('invalid-request', why, { parameter: 'namespace' });
  }
  const name: ObjectName = {
    kind: asked.kind,
    name: asked.name,
    ...(namespaced ? { namespace: asked.namespace } : {}),
  };
  const now = hub.current();
  const snapshot = now && 'snapshot' in now ? now.snapshot : undefined;
  const view = viewOfObject(await objects.read(name, snapshot?.kinds ?? []));
  const events = (snapshot?.events ?? []).filter((event) => isAbout(event, name)).slice(0, MOST_EVENTS);
  const within = name.namespace ? ` -n ${name.namespace}` : '';
  return { ...view, events, kubectl: `kubectl get ${asked.kind} ${asked.name}${within} -o yaml` };
}
