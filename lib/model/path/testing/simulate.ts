import type { EventObject, KubernetesObject, OwnerReference, PodObject } from '../../objects';
import { endProcess, liveContainer } from './container-life';
import { statusWrites, withStatus } from './kubelet';
import { ownersOf } from './owners';
import type { ContainerPlan, Plan } from './plan';
import { second, ZERO } from './recorder';
import { wayOut } from './way-out';
import { createWorld, NODE, PLEG_MS, type World } from './world';

/** A true life, and all that an API server would have been told of it. */
export interface Story {
  plan: Plan;
  /** True moments: `created`, `started/web/1`. */
  moments: ReadonlyMap<string, number>;
  /** Versions of the pod, each with the moment the API server had it; undefined when it is gone. */
  pods: { at: number; pod: PodObject | undefined }[];
  events: { at: number; event: EventObject }[];
  owners: { at: number; owner: KubernetesObject }[];
  endsAt: number;
}

const isOneRun = ({ origin }: Plan) => origin === 'job' || origin === 'cronjob';

function bornPod(plan: Plan, at: number, readAt: number, references: OwnerReference[] | undefined): PodObject {
  const spec = ({ name, role, probeMs }: ContainerPlan) => ({
    name,
    image: `registry/${name}:1`,
    ...(role === 'sidecar' ? { restartPolicy: 'Always' } : {}),
    ...(probeMs && role === 'app' ? { readinessProbe: { periodSeconds: 1 } } : {}),
  });
  const isStatic = plan.origin === 'static';
  const named = plan.origin === 'named-node' ? { fieldsV1: { 'f:spec': { 'f:nodeName': {} } } } : {};
  const manager = isStatic ? 'kubelet' : references?.length ? 'kube-controller-manager' : 'kubectl-create';
  const annotations = {
    'kubernetes.io/config.source': 'file',
    'kubernetes.io/config.hash': 'hash-1',
    'kubernetes.io/config.mirror': 'hash-1',
    'kubernetes.io/config.seen': new Date(readAt + plan.skewMs).toISOString().replace('Z', '123456Z'),
  };
  return {
    metadata: {
      name: 'web',
      namespace: 'aula',
      uid: 'pod-1',
      resourceVersion: '7',
      creationTimestamp: second(at),
      ...(references ? { ownerReferences: references } : {}),
      ...(isStatic ? { annotations } : {}),
      managedFields: [{ manager, operation: 'Update', time: second(at), ...named }],
    },
    spec: {
      ...(isStatic || plan.origin === 'named-node' ? { nodeName: NODE } : {}),
      restartPolicy: isOneRun(plan) ? 'OnFailure' : 'Always',
      initContainers: plan.containers.filter(({ role }) => role !== 'app').map(spec),
      containers: plan.containers.filter(({ role }) => role === 'app').map(spec),
    },
    status: { phase: 'Pending' },
  };
}

const withScheduled = (pod: PodObject, status: string, at: number): PodObject => ({
  ...pod,
  status: {
    ...pod.status,
    conditions: [
      ...(pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled'),
      { type: 'PodScheduled', status, lastTransitionTime: second(at) },
    ],
  },
});

/** A node is found, after some refusals; undefined when none is. */
function schedule(world: World, createdAt: number): number | undefined {
  const { plan, within, edge } = world;
  let at = createdAt;
  for (let index = 0; index < plan.refusals + (plan.neverScheduled ? 1 : 0); index += 1) {
    const refusedAt = at + 5 + within(40);
    world.sayScheduler(refusedAt, 'FailedScheduling', '0/1 nodes are available: 1 Insufficient cpu.');
    if (!index) world.edit(refusedAt + edge(), (pod) => withScheduled(pod, 'False', refusedAt));
    at = refusedAt + 500 + within(4000);
  }
  if (plan.neverScheduled) return undefined;
  const boundAt = at + plan.scheduleMs;
  world.mark('bound', boundAt);
  world.edit(boundAt, (pod) => withScheduled({ ...pod, spec: { ...pod.spec, nodeName: NODE } }, 'True', boundAt));
  world.sayScheduler(boundAt, 'Scheduled', `Successfully assigned aula/web to ${NODE}`);
  return boundAt;
}

/** The machine takes the pod: volumes, sandbox. The moment the first container is turned to. */
function prepare(world: World, acceptedAt: number): number {
  const { plan, within } = world;
  world.mark('accepted', acceptedAt);
  world.change(
    acceptedAt,
    (state) => {
      state.acceptedAt = acceptedAt;
    },
    within(5),
  );
  let at = acceptedAt;
  if (plan.attaches && plan.origin !== 'static') {
    at += 10 + within(2000);
    world.sayAttached(at);
    world.mark('attached', at);
  }
  for (let index = 0; index < plan.mountFails; index += 1) {
    at += 100 + within(3000);
    world.say(at, 'FailedMount', 'MountVolume.SetUp failed for volume "v" : configmap "nada" not found');
  }
  world.mark('volumes/from', at);
  at += 20 + within(400);
  world.mark('volumes/to', at);
  for (let index = 0; index < plan.sandboxFails; index += 1) {
    at += 100 + within(3000);
    world.say(at, 'FailedCreatePodSandBox', 'Failed to create pod sandbox: network not ready');
  }
  at += plan.sandboxMs;
  world.mark('sandbox', at);
  world.change(at, (state) => {
    state.hasSandbox = true;
  });
  return at + 1 + within(4);
}

/** Init containers one after the other; those of the application do not wait for one that fails. */
function runContainers(world: World, from: number) {
  const { plan, within } = world;
  let at = from;
  for (const container of plan.containers.filter(({ role }) => role !== 'app')) {
    const last = liveContainer(world, container, at);
    if (!last) return;
    at = last.at + within(PLEG_MS) + 20;
    if (container.role === 'sidecar') continue;
    endProcess(world, container.name, last.attempt, last.at, last.at + container.runMs, 0);
    at += container.runMs;
  }
  for (const container of plan.containers.filter(({ role }) => role === 'app')) {
    const last = liveContainer(world, container, at);
    if (last && isOneRun(plan)) endProcess(world, container.name, last.attempt, last.at, last.at + container.runMs, 0);
    at = last?.attempt === 0 && !container.pullFails && !container.createFails ? last.at + 5 : at + 3000 + within(900);
  }
}

/** Ready, then not, then ready again, without any restart. */
function flap(world: World) {
  const [app] = world.plan.containers.filter(({ role }) => role === 'app');
  const settled = world.lastAct() + 3000;
  for (const [index, ready] of [false, true].entries()) {
    const change = settled + index * 3000;
    if (app) world.change(change, (state) => state.ready.set(app.name, ready), 1);
  }
}

/** Plays a plan: what truly happened, and what each program wrote of it, when. */
export function simulate(plan: Plan): Story {
  const world = createWorld(plan);
  const { moments, events } = world;
  const isStatic = plan.origin === 'static';
  const family = ownersOf(plan, ZERO + plan.fraction);
  const { createdAt } = family;
  if (family.orderedAt !== undefined) moments.set('order', family.orderedAt);
  const boundAt = isStatic || plan.origin === 'named-node' ? createdAt : schedule(world, createdAt);
  const acceptedAt = boundAt === undefined ? undefined : boundAt + (isStatic ? 0 : plan.acceptMs);
  const bornAt = isStatic ? createdAt + 10 + world.within(4000) : createdAt;
  world.mark('created', bornAt);
  // The kubelet that made the mirror writes its status at once.
  if (isStatic) world.change(bornAt, () => {}, world.within(20));
  if (acceptedAt !== undefined) runContainers(world, prepare(world, acceptedAt));
  if (plan.flaps && acceptedAt !== undefined) flap(world);
  if (plan.deletion) wayOut(world, plan.deletion, bornAt);
  world.play();

  const goneAt = moments.get('gone') ?? Infinity;
  let written = bornAt;
  let readies = 0;
  for (const { at, lookedAt, status, becameReady } of statusWrites(plan, world.changes, world.edge)) {
    written = Math.max(written, at);
    if (becameReady) moments.set(`ready/${readies++}`, lookedAt);
    world.edits.push({ at: written, edit: (pod) => withStatus(pod, status) });
  }
  let pod = bornPod(plan, bornAt, acceptedAt ?? bornAt, family.references);
  const pods: Story['pods'] = [{ at: bornAt, pod }];
  for (const { at, edit } of world.edits.toSorted((one, other) => one.at - other.at)) {
    // A static pod's status has nowhere to go before its mirror is there.
    if (at >= goneAt || at < bornAt) continue;
    pod = edit(pod);
    pods.push({ at, pod });
  }
  if (goneAt < Infinity) pods.push({ at: goneAt, pod: undefined });
  const all = [...family.said, ...events].sort((one, other) => one.at - other.at);
  const endsAt = Math.max(...pods.map(({ at }) => at), ...all.map(({ at }) => at)) + 50;
  return { plan, moments, pods, events: all, owners: family.owners, endsAt };
}
