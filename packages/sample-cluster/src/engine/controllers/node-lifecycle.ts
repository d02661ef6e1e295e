import { conditionStatus, withCondition } from '../conditions.ts';
import { isReady } from '../pods.ts';
import { type Node, type Pod, sameJson, type Taint, time } from '../types.ts';
import { quietly } from '../work-queue.ts';
import { type Controller, eventsOf } from './controller.ts';

/** `--node-monitor-period` and `--node-monitor-grace-period` (50 s since 1.32). */
const MONITOR_MS = 5_000;
export const GRACE_MS = 50_000;
/** `--node-eviction-rate`: one node in ten seconds. */
const EVICTION_MS = 10_000;

const NOT_READY = 'node.kubernetes.io/not-ready';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const PRESSURES = {
  MemoryPressure: 'node.kubernetes.io/memory-pressure',
  DiskPressure: 'node.kubernetes.io/disk-pressure',
  PIDPressure: 'node.kubernetes.io/pid-pressure',
};
const OWN = new Set([NOT_READY, UNREACHABLE, UNSCHEDULABLE, ...Object.values(PRESSURES)]);

/** Watches heartbeats: a node silent for the grace period becomes Unknown; taints follow the conditions. */
export const nodeLifecycleController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'node-controller');
  const nodes = informers.of('nodes');
  const pods = informers.of('pods');
  const leases = informers.of('leases');
  /** Last sign of life of each node, by our own clock: when a heartbeat *arrived*. */
  const heard = new Map<string, { sign: string; at: number }>();
  const registered = new Set<string>();
  let lastEvicted = Number.NEGATIVE_INFINITY;

  context.scope.every(MONITOR_MS, () => {
    if (!nodes.current || !pods.current || !leases.current) return;
    const all = nodes.list();
    for (const node of all) quietly(() => monitor(node));
    quietly(() => {
      for (const node of api.list('nodes').items) taint(node);
    });
    quietly(() => evict(api.list('nodes').items));
  });
  nodes.onChange(({ type, object, before }) => {
    if (type === 'deleted') {
      heard.delete(object.metadata.name);
      registered.delete(object.metadata.name);
      events.normal(
        aboutNode(object),
        'RemovingNode',
        `Node ${object.metadata.name} event: Removing Node ${object.metadata.name} from Controller`,
      );
    } else if (!sameJson(summary(before), summary(object))) {
      // What is known here may be older than a taint just written.
      quietly(() => taint(api.get('nodes', object.metadata.name)));
    }
  });

  const monitor = (node: Node) => {
    const { name } = node.metadata;
    const now = context.now();
    if (!registered.has(name)) {
      registered.add(name);
      events.normal(aboutNode(node), 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`);
    }
    const ready = node.status.conditions?.find((one) => one.type === 'Ready');
    const lease = leases.get(`kube-node-lease/${name}`);
    const sign = `${lease?.spec.renewTime ?? ''} ${ready?.lastHeartbeatTime ?? ''}`;
    const last = heard.get(name);
    if (
      last === undefined ||
      (last.sign !== sign && ready?.status !== 'Unknown') ||
      (last.sign !== sign && lease !== undefined)
    ) {
      heard.set(name, { sign, at: now });
    } else if (now - last.at > GRACE_MS && ready?.status !== 'Unknown') {
      silent(node, now);
    }
    const current = conditionStatus(api.find('nodes', name)?.status.conditions, 'Ready');
    if (current !== 'True')
      for (const pod of pods.list()) if (pod.spec.nodeName === name && isReady(pod)) markNotReady(pod, now);
  };

  const silent = (node: Node, now: number) => {
    const { name } = node.metadata;
    let conditions = node.status.conditions ?? [];
    for (const type of ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']) {
      const old = conditions.find((one) => one.type === type);
      conditions = withCondition(
        conditions,
        {
          ...(old ?? {}),
          type,
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
        },
        time(now),
      );
    }
    api.updateStatus('nodes', { ...node, status: { ...node.status, conditions } });
    events.normal(aboutNode(node), 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
  };

  const markNotReady = (pod: Pod, now: number) => {
    const current = api.find('pods', pod.metadata.name, pod.metadata.namespace);
    if (current === undefined || !isReady(current)) return;
    const conditions = withCondition(current.status.conditions, { type: 'Ready', status: 'False' }, time(now));
    api.updateStatus('pods', { ...current, status: { ...current.status, conditions } });
    events.warning(pod, 'NodeNotReady', 'Node is not ready');
  };

  /** NoSchedule taints follow the conditions at once; NoExecute ones are for `evict`, or gone when the node is well. */
  const taint = (node: Node) => {
    const taints = node.spec.taints ?? [];
    const wanted = noScheduleTaints(node, context.now(), taints);
    const ready = conditionStatus(node.status.conditions, 'Ready');
    const kept = taints.filter((one) => {
      if (!OWN.has(one.key)) return true;
      return (
        one.effect === 'NoExecute' && ready !== 'True' && one.key === (ready === 'Unknown' ? UNREACHABLE : NOT_READY)
      );
    });
    const next = [...kept, ...wanted];
    if (!sameSet(taints, next)) setTaints(node.metadata.name, next);
  };

  /** NoExecute for nodes that are not ready, one in ten seconds; none at all when every node is ill (it is then us, not them). */
  const evict = (all: Node[]) => {
    const ill = all.filter((node) => conditionStatus(node.status.conditions, 'Ready') !== 'True');
    if (ill.length === all.length) {
      for (const node of all) {
        const rest = (node.spec.taints ?? []).filter((one) => one.effect !== 'NoExecute' || !OWN.has(one.key));
        if (rest.length !== (node.spec.taints ?? []).length) setTaints(node.metadata.name, rest);
      }
      return;
    }
    for (const node of ill) {
      const key = conditionStatus(node.status.conditions, 'Ready') === 'Unknown' ? UNREACHABLE : NOT_READY;
      const taints = node.spec.taints ?? [];
      if (taints.some((one) => one.key === key && one.effect === 'NoExecute')) continue;
      if (context.now() - lastEvicted < EVICTION_MS) return;
      lastEvicted = context.now();
      setTaints(node.metadata.name, [...taints, { key, effect: 'NoExecute', timeAdded: time(context.now()) }]);
    }
  };

  const setTaints = (name: string, taints: Taint[]) =>
    api.patch('nodes', { name }, 'merge', { spec: { taints: taints.length === 0 ? null : taints } });
};

const aboutNode = (node: Node) => ({ kind: 'Node', metadata: { name: node.metadata.name, uid: node.metadata.uid } });

const summary = (node: Node | undefined) =>
  node && [node.spec.taints, node.spec.unschedulable, node.status.conditions?.map((one) => [one.type, one.status])];

function noScheduleTaints(node: Node, now: number, before: Taint[]): Taint[] {
  const keys: string[] = [];
  const ready = conditionStatus(node.status.conditions, 'Ready');
  if (ready === 'Unknown') keys.push(UNREACHABLE);
  else if (ready !== 'True') keys.push(NOT_READY);
  for (const [type, key] of Object.entries(PRESSURES)) {
    if (conditionStatus(node.status.conditions, type) === 'True') keys.push(key);
  }
  if (node.spec.unschedulable === true) keys.push(UNSCHEDULABLE);
  return keys.map(
    (key) =>
      before.find((one) => one.key === key && one.effect === 'NoSchedule') ?? {
        key,
        effect: 'NoSchedule',
        timeAdded: time(now),
      },
  );
}

const sameSet = (a: Taint[], b: Taint[]): boolean =>
  a.length === b.length && a.every((one) => b.some((other) => other.key === one.key && other.effect === one.effect));
