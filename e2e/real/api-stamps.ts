/** The moments of a pod's path as the API's own fields say them, from all versions of the pod and its events. */
import type {
  ContainerState,
  ContainerStatus,
  EventObject,
  KubernetesObject,
  PodObject,
} from '../../lib/model/objects';
import { type Moments, note } from './moments';

const isTrue = (pod: PodObject, type: string) =>
  pod.status?.conditions?.find((one) => one.type === type && one.status === 'True')?.lastTransitionTime;

function noteState(moments: Moments, name: string, attempt: number, state: ContainerState | undefined) {
  note(moments, `started/${name}/${attempt}`, state?.running?.startedAt ?? state?.terminated?.startedAt);
  note(moments, `finished/${name}/${attempt}`, state?.terminated?.finishedAt);
}

function noteStatus(moments: Moments, { name, restartCount = 0, state, lastState }: ContainerStatus) {
  noteState(moments, name, restartCount, state);
  // While it waits to be started again, the count is still that of the process that ended.
  noteState(moments, name, state?.waiting ? restartCount : restartCount - 1, lastState);
}

const EVENTS: Record<string, string> = {
  Pulling: 'pulling',
  Pulled: 'pulled',
  Created: 'made',
  Started: 'started',
};

function noteEvent(moments: Moments, event: EventObject, attempts: number) {
  const { reason = '' } = event;
  const stamps = [event.eventTime, event.firstTimestamp, event.lastTimestamp];
  if (reason === 'Scheduled') for (const at of stamps) note(moments, 'bound', at);
  const container = /\{([^}]*)\}/.exec(event.involvedObject.fieldPath ?? '')?.[1];
  if (container === undefined) return;
  if (reason === 'Killing') for (const at of stamps) note(moments, `killing/${container}`, at);
  const name = EVENTS[reason];
  // Of one of its starts: an event says when it was first and last said, not which start it was.
  for (let attempt = 0; name && attempt <= attempts; attempt += 1)
    for (const at of stamps) note(moments, `${name}/${container}/${attempt}`, at);
}

/** The stamps of one pod. `owners` are all controllers of its namespace. */
export function apiStamps(
  versions: readonly PodObject[],
  events: readonly EventObject[],
  owners: readonly KubernetesObject[],
): Moments {
  const moments: Moments = new Map();
  const pod = versions.at(-1);
  if (!pod) return moments;
  let reference = pod.metadata.ownerReferences?.[0];
  while (reference) {
    const { uid } = reference;
    const owner = owners.find((one) => one.metadata.uid === uid);
    note(moments, 'order', owner?.metadata.creationTimestamp);
    reference = owner?.metadata.ownerReferences?.[0];
  }
  let attempts = 0;
  for (const version of versions) {
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = version.metadata;
    note(moments, 'created', version.metadata.creationTimestamp);
    note(moments, 'bound', isTrue(version, 'PodScheduled'));
    note(moments, 'accepted', version.status?.startTime);
    note(moments, 'accepted', version.metadata.annotations?.['kubernetes.io/config.seen']);
    note(moments, 'ready', isTrue(version, 'Ready'));
    if (deletionTimestamp) note(moments, 'asked', Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000);
    const statuses = [...(version.status?.initContainerStatuses ?? []), ...(version.status?.containerStatuses ?? [])];
    for (const status of statuses) {
      noteStatus(moments, status);
      attempts = Math.max(attempts, status.restartCount ?? 0);
      if (!version.status?.initContainerStatuses?.includes(status) && status.restartCount === 0)
        note(moments, 'running', status.state?.running?.startedAt);
    }
  }
  const hash = pod.metadata.annotations?.['kubernetes.io/config.hash'];
  for (const event of events)
    if ([pod.metadata.uid, hash].includes(event.involvedObject.uid)) noteEvent(moments, event, attempts + 1);
  return moments;
}
