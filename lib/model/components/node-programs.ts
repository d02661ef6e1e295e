/** What runs on the host of each node: kubelet, the runtimes, the shims, runC, systemd. */
import type { ComponentId, ComponentInstance, Evidence, EvidenceLevel, Reason } from '../cluster';
import { proof } from '../evidence';
import { memoByObject } from '../memo';
import { hasSystemd } from '../node/systemd';
import type { PodObject } from '../objects';
import { because, type ReasonCode } from '../reason';
import { parseRuntime } from '../version';
import { type ComponentContext, type ComponentRule, type NodeEntry, notFound, type Place, unseen } from './context';
import { versionOf, worst } from './instances';

/** Proofs listed per component; the chain of each node has its own. */
const MOST_PROOFS = 3;

interface Found {
  instance: ComponentInstance;
  evidenceLevel: EvidenceLevel;
  evidence: Evidence[];
  reason?: Reason;
}

const NODES: Place = { kind: 'nodes', text: 'nodes' };
const PODS: Place = { kind: 'pods', text: 'pods' };

/** What was found, or that nothing was: `absent` is what runs in its place, where each node says what it runs. */
function conclude(
  context: ComponentContext,
  found: Found[],
  place: Place,
  absent?: { reason: Reason; evidence?: Evidence[] },
): ReturnType<ComponentRule['derive']> {
  if (found.length === 0) {
    const isEmpty = context.nodes.length === 0 && nodesNamedByPods(context).size === 0;
    const nothing = notFound(
      context,
      { place, ...(isEmpty ? { also: [PODS] } : {}), couldSee: absent !== undefined || isEmpty },
      absent?.evidence,
    );
    if (nothing.evidenceLevel === 'absent') return absent ? { ...nothing, reason: absent.reason } : nothing;
    return nothing.reason?.code === 'no-sign-of-it' ? { ...nothing, reason: because('runtime-not-told') } : nothing;
  }
  const observed = found.some((one) => one.evidenceLevel === 'observed');
  const instances = found.map((one) => one.instance);
  const proofs = found.filter((one) => !observed || one.evidenceLevel === 'observed').flatMap((one) => one.evidence);
  const reason = found.find((one) => one.evidenceLevel === (observed ? 'observed' : 'inferred'))?.reason;
  return {
    evidenceLevel: observed ? 'observed' : 'inferred',
    ...(reason ? { reason } : {}),
    health: worst(instances.map((one) => one.health ?? 'unknown')),
    ...versionOf(instances),
    instances,
    evidence: proofs.slice(0, MOST_PROOFS),
  };
}

/** What a pod's containerID proves of a node that is not listed: the daemon its kubelet speaks to, and nothing below it. */
const SPOKEN_TO: readonly ComponentId[] = ['dockerd', 'cri-o'];

/** The runtime that is there instead; undefined where some node does not say what it has. */
function otherRuntime(context: ComponentContext, id: ComponentId): { reason: Reason } | undefined {
  const listed = context.nodes.map(({ view }) => parseRuntime(view.runtime)?.name);
  const named = [...nodesNamedByPods(context).values()].map(
    ({ object }) => parseRuntime(firstContainerID(object))?.name,
  );
  // Below the daemon a node is likely as the others of its kind; of another kind nothing is known.
  if (!SPOKEN_TO.includes(id) && named.some((name) => !listed.includes(name))) return undefined;
  const names = [...listed, ...named];
  if (names.length === 0 || names.some((name) => name === undefined)) return undefined;
  return { reason: because('other-runtime', { runtime: [...new Set(names)].toSorted().join(', ') }) };
}

/** Nodes that pods name but we may not (or cannot) read, with a pod on each. */
const nodesNamedByPods = memoByObject((context: ComponentContext) => {
  const known = new Set(context.nodes.map((one) => one.view.name));
  const named = new Map<string, ComponentContext['pods'][number]>();
  for (const entry of context.pods) {
    const { node } = entry.view;
    const started = entry.object.status?.containerStatuses?.some((one) => one.containerID);
    if (node && !known.has(node) && started && !named.has(node)) named.set(node, entry);
  }
  return named;
});

const firstContainerID = ({ status }: PodObject): string =>
  status?.containerStatuses?.find((one) => one.containerID)?.containerID ?? '';

/** Without the node: its kubelet wrote the pod's status, and the containerID names the runtime. */
function fromPods(context: ComponentContext, id: ComponentId): Found[] {
  const found: Found[] = [];
  for (const [node, { object }] of nodesNamedByPods(context)) {
    const containerID = firstContainerID(object);
    const runtime = parseRuntime(containerID)?.name;
    const instance: ComponentInstance = { name: id, node, health: 'unknown' };
    const reason = unseen(context, NODES)?.reason ?? because('node-not-listed');
    const byId = [proof('Pod', object, 'status.containerStatuses[0].containerID', containerID)];
    if (id === 'kubelet') {
      found.push({
        instance,
        evidenceLevel: 'inferred',
        evidence: [proof('Pod', object, 'spec.nodeName', node)],
        reason,
      });
    } else if (runtime === (id === 'dockerd' ? 'docker' : id)) {
      found.push({ instance, evidenceLevel: 'observed', evidence: byId, reason });
    }
  }
  return found;
}

function hostInstance({ view }: NodeEntry, name: string, version?: string): ComponentInstance {
  return { name, node: view.name, ...(version ? { version } : {}), health: view.health };
}

function kubelet(context: ComponentContext) {
  const found = context.nodes.map((entry): Found => {
    const link = entry.view.chain[0];
    const health = link?.health ?? entry.view.health;
    const instance = { ...hostInstance(entry, 'kubelet', link?.version), status: entry.view.status, health };
    const found = { instance, evidenceLevel: link?.evidenceLevel ?? 'inferred', evidence: link?.evidence ?? [] };
    return link?.version ? found : { ...found, reason: because('kubelet-not-reported') };
  });
  return conclude(context, [...found, ...fromPods(context, 'kubelet')], NODES);
}

/** The reason an id of the chain is inferred rather than read. */
const INFERRED: Partial<Record<ComponentId, ReasonCode>> = {
  containerd: 'under-dockerd',
  'cri-dockerd': 'docker-needs-adapter',
  runc: 'default-handler',
};

function chainLink(id: ComponentId): ComponentRule {
  const place: Place = { kind: 'nodes', text: 'status.nodeInfo.containerRuntimeVersion' };
  return {
    id,
    derive(context) {
      const found: Found[] = [];
      for (const entry of context.nodes) {
        const link = entry.view.chain.find((one) => one.id === id);
        // dockershim lives inside the kubelet: it is no program of its own.
        if (!link || link.name === 'dockershim') continue;
        const code = link.evidenceLevel === 'inferred' ? INFERRED[id] : undefined;
        found.push({
          instance: hostInstance(entry, link.name, link.version),
          evidenceLevel: link.evidenceLevel,
          evidence: link.evidence,
          ...(code ? { reason: because(code) } : {}),
        });
      }
      if (id === 'dockerd' || id === 'containerd' || id === 'cri-o') found.push(...fromPods(context, id));
      const shim = context.nodes.some(({ view }) => view.chain.some((one) => one.name === 'dockershim'));
      const instead = otherRuntime(context, id);
      const isInside = id === 'cri-dockerd' && shim && instead;
      return conclude(context, found, place, isInside ? { reason: because('dockershim-inside-kubelet') } : instead);
    },
  };
}

/** The process that stays beside each pod when runC has gone: with containerd its shim, with CRI-O conmon. */
function besideThePod(id: 'containerd-shim' | 'conmon', runtime: 'containerd' | 'cri-o'): ComponentRule {
  return {
    id,
    derive(context) {
      const found = context.nodes.flatMap((entry): Found[] => {
        const parent = entry.view.chain.find((one) => one.id === runtime);
        if (!parent) return [];
        const reason = because('stays-beside-the-pod', { runtime: parent.name });
        const name = entry.view.os === 'windows' ? `${id}-runhcs-v1` : id;
        return [{ instance: hostInstance(entry, name), evidenceLevel: 'inferred', evidence: parent.evidence, reason }];
      });
      return conclude(context, found, NODES, otherRuntime(context, id));
    },
  };
}

function systemd(context: ComponentContext) {
  const found = context.nodes
    .filter(({ view }) => hasSystemd(view))
    .map(
      (entry): Found => ({
        instance: hostInstance(entry, 'systemd'),
        evidenceLevel: 'inferred',
        evidence: [proof('Node', entry.object, 'status.nodeInfo.osImage', entry.view.osImage ?? '')],
        reason: because('system-starts-with-systemd', { system: entry.view.osImage ?? '' }),
      }),
    );
  const without = context.nodes.find(({ view }) => view.osImage && !hasSystemd(view));
  const isTold = without && context.nodes.every(({ view }) => view.osImage) && nodesNamedByPods(context).size === 0;
  const place: Place = { kind: 'nodes', text: 'status.nodeInfo.osImage' };
  if (!isTold) return conclude(context, found, place);
  const system = without.view.osImage ?? '';
  return conclude(context, found, place, {
    reason: because('system-without-systemd', { system }),
    evidence: [proof('Node', without.object, 'status.nodeInfo.osImage', system)],
  });
}

export const NODE_PROGRAMS: readonly ComponentRule[] = [
  { id: 'kubelet', derive: kubelet },
  chainLink('dockerd'),
  chainLink('cri-dockerd'),
  chainLink('containerd'),
  chainLink('cri-o'),
  besideThePod('containerd-shim', 'containerd'),
  besideThePod('conmon', 'cri-o'),
  chainLink('runc'),
  { id: 'systemd', derive: systemd },
];
