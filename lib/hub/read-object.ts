import 'server-only';
import type { ObjectAnswer } from '@/lib/contract/answers';
import type { Problem } from '@/lib/contract/problem';
import { classify } from '@/lib/kubernetes/classify';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import type { LogRequest, ObjectName } from '@/lib/kubernetes/object-reader';
import { viewOfObject } from '@/lib/kubernetes/object-view';
import { ProblemError } from '@/lib/kubernetes/problem-error';
import { withoutCredentials } from '@/lib/kubernetes/redact';
import { kubectl, named } from '@/lib/model/kubectl-command';
import { getHubs } from './hubs';
import { eventsAbout } from './object-events';
import type { OpenedCluster } from './opened-cluster';

async function readFrom({ hub, objects }: OpenedCluster, asked: ObjectPath): Promise<ObjectAnswer> {
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
  const raw = await objects.read(name, snapshot?.kinds ?? []);
  const view = viewOfObject(raw);
  // Of all that are held, not of the newest that the picture shows.
  const events = eventsAbout(hub.objects().events.values(), name, raw);
  const within = name.namespace ? ['-n', name.namespace] : [];
  return { ...view, events, kubectl: kubectl('get', asked.kind, named(asked.name), ...within, '-o', 'yaml') };
}

async function answered<T>(
  context: string | undefined,
  work: (cluster: OpenedCluster) => Promise<T>,
): Promise<{ answer: T } | { problem: Problem }> {
  const cluster = getHubs().open(context);
  if ('problem' in cluster) return cluster;
  try {
    return { answer: await work(cluster) };
  } catch (error) {
    return { problem: classify(error) };
  }
}

/** An object as a route names it; `namespace` is `_` for what has none. */
export type ObjectPath = ObjectName & { namespace: string };

/** One object as it is shown, or why not. */
export const readObject = (context: string | undefined, asked: ObjectPath) =>
  answered(context, (cluster) => readFrom(cluster, asked));

/** The end of a log, without what in it looks like a credential, or why not. */
export const readLog = (context: string | undefined, asked: LogRequest) =>
  answered(context, async ({ objects }) => withoutCredentials(await objects.log(asked)));
