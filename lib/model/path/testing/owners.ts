import type { EventObject, KubernetesObject, OwnerReference } from '../../objects';
import type { Plan } from './plan';
import { createRecorder, second } from './recorder';

/** The controllers above a pod, what they said, and when the order came to them, if there was one. */
export interface OwnersStory {
  owners: { at: number; owner: KubernetesObject }[];
  references?: OwnerReference[] | undefined;
  createdAt: number;
  /** The write that set the controllers going; undefined when it was none we could know of (a pod that had to be replaced). */
  orderedAt?: number | undefined;
  said: { at: number; event: EventObject }[];
}

const HOUR_MS = 3_600_000;

function object(kind: string, name: string, at: number, above?: KubernetesObject): KubernetesObject {
  return {
    kind,
    metadata: {
      name,
      namespace: 'aula',
      uid: `${kind}-1`,
      creationTimestamp: second(at),
      managedFields: [
        { manager: above ? 'kube-controller-manager' : 'kubectl-create', operation: 'Update', time: second(at) },
      ],
      ...(above ? { ownerReferences: [referenceTo(above)] } : {}),
    },
  };
}

const referenceTo = ({ kind = '', metadata }: KubernetesObject): OwnerReference => ({
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
  controller: true,
});

/** Owners of a pod of this plan, its order given at `start`. */
export function ownersOf(plan: Plan, start: number): OwnersStory {
  const { origin } = plan;
  if (origin === 'direct' || origin === 'static' || origin === 'named-node')
    return { owners: [], createdAt: start, said: [] };
  // One that takes another's place is made after it.
  const createdAt = start + plan.orderMs + (origin === 'replaced' ? 60 : 0);
  const said: OwnersStory['said'] = [];
  const tell = (component: string, about: KubernetesObject, at: number, reason: string, message: string) => {
    const recorder = createRecorder(component, 'cp', 0, {
      kind: about.kind ?? '',
      namespace: 'aula',
      name: about.metadata.name,
      uid: about.metadata.uid ?? '',
    });
    said.push({ at: at + 3, event: recorder.say({ reason, message, at, writtenAt: at + 3 }) });
  };
  const chain = (owners: OwnersStory['owners'], orderedAt: number | undefined): OwnersStory => ({
    owners,
    references: owners[0] ? [referenceTo(owners[0].owner)] : [],
    createdAt,
    orderedAt,
    said,
  });
  if (origin === 'daemonset' || origin === 'job') {
    const [kind, component] = origin === 'job' ? ['Job', 'job-controller'] : ['DaemonSet', 'daemonset-controller'];
    const owner = object(kind, 'web', start);
    tell(component, owner, createdAt, 'SuccessfulCreate', 'Created pod: web');
    return chain([{ at: start, owner }], start);
  }
  if (origin === 'cronjob') {
    // Made some seconds before the minute it waits for.
    const madeAt = start - (plan.fraction % 2 ? 25_000 : HOUR_MS);
    const cronJob = object('CronJob', 'web', madeAt);
    const job = object('Job', 'web-1', start, cronJob);
    tell('cronjob-controller', cronJob, start, 'SuccessfulCreate', 'Created job web-1');
    tell('job-controller', job, createdAt, 'SuccessfulCreate', 'Created pod: web');
    return chain(
      [
        { at: start, owner: job },
        { at: madeAt, owner: cronJob },
      ],
      start,
    );
  }
  const isOld = origin === 'scaled' || (origin === 'replaced' && plan.fraction % 2 === 1);
  const madeAt = isOld ? start - HOUR_MS : start;
  const deployment = object('Deployment', 'web', madeAt);
  const replicaSet = object('ReplicaSet', 'web-abc', madeAt + 20, deployment);
  // Since 1.26 it is also said from how many.
  const size = isOld ? (plan.newEvents ? '2 from 1' : '2') : plan.newEvents ? '1 from 0' : '1';
  tell('deployment-controller', deployment, start + 5, 'ScalingReplicaSet', `Scaled up replica set web-abc to ${size}`);
  // The one it takes the place of had been made as ordered.
  if (origin === 'replaced')
    tell('replicaset-controller', replicaSet, start + 40, 'SuccessfulCreate', 'Created pod: web-before');
  tell('replicaset-controller', replicaSet, createdAt, 'SuccessfulCreate', 'Created pod: web');
  return chain(
    [
      { at: madeAt + 20, owner: replicaSet },
      { at: madeAt, owner: deployment },
    ],
    origin === 'replaced' ? undefined : start,
  );
}
