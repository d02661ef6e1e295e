/** kube-apiserver, etcd, scheduler and controller managers: in pods, in one process of the host, or kept from us. */
import type { Component, ComponentId, ComponentInstance, Evidence } from '../cluster';
import { hiddenControlPlane } from '../distribution';
import { proof } from '../evidence';
import { holderHost } from '../lease-holder';
import type { EventObject } from '../objects';
import { type ComponentContext, type ComponentRule, notFound, type Place, unseen } from './context';
import { podInstance, podProofs, versionOf, worst } from './instances';
import { type Leadership, leadership, markLeader } from './leader';

interface Options {
  id: ComponentId;
  /** Label value or name looked for, and the OpenShift namespace. */
  namespaces: readonly string[];
  /** Lease that its leader renews. */
  lease?: string;
  /** Checks of `/readyz?verbose` that speak of it. */
  check?: RegExp;
  /** Reporters of its events. */
  reporters?: readonly string[];
  /** What proves it runs somewhere even when no pod does: observed. */
  answer?: (context: ComponentContext) => { evidence: Evidence[]; instances: ComponentInstance[] } | undefined;
  /** What follows from the objects: inferred. */
  inference?: (context: ComponentContext) => { code: string; evidence: Evidence[] } | undefined;
  /** False for what a host process may not contain. */
  embedded?: (process: string) => boolean;
}
type Found = Omit<Component, 'id'>;

const SERVER_ROLES = ['control-plane', 'master', 'controlplane', 'etcd'];

/** Nodes that say they carry the control plane; all of them when none says so. */
function serverInstances(context: ComponentContext, process: string): ComponentInstance[] {
  const servers = context.nodes.filter(({ view }) => view.roles.some((role) => SERVER_ROLES.includes(role)));
  return (servers.length > 0 ? servers : context.nodes).map(({ view }) => ({
    name: process,
    node: view.name,
    status: view.status,
    version: view.kubeletVersion,
    health: view.health,
  }));
}

function checksOf(context: ComponentContext, test: RegExp | undefined): NonNullable<Component['checks']> {
  if (!test) return [];
  return (context.facts.readyz?.checks ?? [])
    .filter((one) => test.test(one.name))
    .map(({ name, ok }) => ({ name, ok }));
}

function eventProof(event: EventObject | undefined): Evidence[] {
  if (!event) return [];
  const field = event.source?.component ? 'source.component' : 'reportingComponent';
  return [proof('Event', event, field, event.source?.component ?? event.reportingComponent ?? '')];
}

function fromPods(context: ComponentContext, options: Options, led: Leadership | undefined): Found | undefined {
  const pods = context.podsOf(options.id);
  if (pods.length === 0) return undefined;
  const instances = markLeader(
    pods.map((entry) => podInstance(entry, options.id)),
    led,
  );
  return {
    evidenceLevel: 'observed',
    health: worst(instances.map((one) => one.health ?? 'unknown')),
    ...versionOf(instances),
    instances,
    evidence: podProofs(pods),
  };
}

function fromDistribution(context: ComponentContext, options: Options): Found | undefined {
  const { distribution } = context;
  const how = hiddenControlPlane(distribution.id);
  if (!how) return undefined;
  const found = { evidenceLevel: 'hidden' as const, evidence: distribution.evidence };
  if (how === 'managed') {
    const reason = { code: 'managed-control-plane', values: { distribution: distribution.name } };
    return { ...found, reason, health: 'unknown', instances: [] };
  }
  if (options.embedded && !options.embedded(how.process)) return undefined;
  const instances = serverInstances(context, how.process);
  const reason = { code: 'embedded-in-one-process', values: { process: how.process } };
  return { ...found, reason, health: worst(instances.map((one) => one.health ?? 'unknown')), instances };
}

function fromLease(led: Leadership | undefined): Found | undefined {
  if (!led) return undefined;
  const { identity, node, renewedAt } = led.leader;
  const reason = led.expired
    ? { code: 'lease-expired', values: { identity: node ?? holderHost(identity), at: renewedAt ?? '' } }
    : { code: 'place-not-in-api' };
  const health = led.expired ? 'failing' : 'ok';
  const instance = { name: node ?? holderHost(identity), ...(node ? { node } : {}), health, leader: true } as const;
  return { evidenceLevel: 'observed', reason, health, instances: [instance], evidence: led.evidence };
}

function place({ id, namespaces }: Options): Place {
  return { kind: 'pods', namespaces, text: `${id} (pods, ${namespaces.join(', ')})` };
}

function otherwise(context: ComponentContext, options: Options, checks: Found['checks']): Found {
  const where = place(options);
  const answer = options.answer?.(context);
  if (answer) {
    const reason = unseen(context, where)?.reason ?? { code: 'place-not-in-api' };
    return { evidenceLevel: 'observed', reason, health: 'ok', ...answer };
  }
  const check = checks?.[0];
  if (check) {
    const evidence = [{ object: 'GET /readyz?verbose', field: check.name, value: check.ok ? 'ok' : 'failed' }];
    const reason = unseen(context, where)?.reason ?? { code: 'place-not-in-api' };
    return { evidenceLevel: 'observed', reason, health: 'ok', instances: [], evidence };
  }
  const events = (options.reporters ?? []).flatMap((one) => eventProof(context.eventBy(one))).slice(0, 2);
  const inferred = options.inference?.(context);
  const cannotSee = unseen(context, where);
  if (cannotSee?.evidenceLevel === 'forbidden')
    return notFound(context, where, [...events, ...(inferred?.evidence ?? [])]);
  if (events.length > 0) {
    const reason = cannotSee?.reason ?? { code: 'place-not-in-api' };
    return { evidenceLevel: 'observed', reason, health: 'unknown', instances: [], evidence: events };
  }
  if (inferred) {
    return {
      evidenceLevel: 'inferred',
      reason: { code: inferred.code },
      health: 'unknown',
      instances: [],
      evidence: inferred.evidence,
    };
  }
  return notFound(context, where);
}

/** What its own answers add to the state of its pods: failed checks, a lease that ran out, silence. */
function heard(
  context: ComponentContext,
  options: Options,
  { health, reason }: Found,
  checks: NonNullable<Component['checks']>,
  led: Leadership | undefined,
): Pick<Found, 'health' | 'reason'> {
  const said = reason ? { reason } : {};
  const { state, since, kinds } = context.facts.connection;
  if (options.answer && !kinds && (state === 'stale' || state === 'unreachable')) {
    return { health: 'failing', reason: { code: 'does-not-answer', values: { since } } };
  }
  if (checks.some((one) => !one.ok)) return { health: options.answer ? 'not-ready' : 'failing', ...said };
  if (led?.expired && health === 'ok') return { health: 'not-ready', ...said };
  const answers = checks.length > 0 || (options.answer && state === 'live');
  return { health: health === 'unknown' && answers ? 'ok' : health, ...said };
}

function controlPlaneRule(options: Options): ComponentRule {
  return {
    id: options.id,
    derive(context) {
      const led = options.lease ? leadership(context, options.lease) : undefined;
      const checks = checksOf(context, options.check);
      const found =
        fromPods(context, options, led) ??
        fromDistribution(context, options) ??
        fromLease(led) ??
        otherwise(context, options, checks);
      const events = (options.reporters ?? []).flatMap((one) => eventProof(context.eventBy(one))).slice(0, 1);
      const proofs = [...found.evidence, ...(led?.evidence ?? []), ...(found.evidenceLevel === 'absent' ? [] : events)];
      return {
        ...found,
        ...heard(context, options, found, checks, led),
        evidence: proofs.filter(
          (one, at) => proofs.findIndex((other) => other.object === one.object && other.field === one.field) === at,
        ),
        ...(led ? { leader: led.leader } : {}),
        ...(checks.length > 0 ? { checks } : {}),
      };
    },
  };
}

/** The answer of the API server itself, and the addresses of its copies. */
function apiServerAnswer(context: ComponentContext) {
  const { version, objects } = context.facts;
  if (!version) return undefined;
  const slices = [...objects.endpointslices.values()].filter(
    ({ metadata }) =>
      metadata.namespace === 'default' && metadata.labels?.['kubernetes.io/service-name'] === 'kubernetes',
  );
  const addresses = [
    ...new Set(slices.flatMap((slice) => slice.endpoints ?? []).flatMap((one) => one.addresses ?? [])),
  ];
  const instances = addresses.toSorted().map((address): ComponentInstance => {
    const node = context.nodes.find((one) => one.view.internalIP === address)?.view.name;
    return { name: address, ...(node ? { node } : {}), version: version.gitVersion, health: 'ok' };
  });
  const [slice] = slices;
  const evidence = [{ object: 'GET /version', field: 'gitVersion', value: version.gitVersion }];
  if (slice) evidence.push(proof('EndpointSlice', slice, 'endpoints[].addresses', addresses.join(', ')));
  return { evidence, instances };
}

/** Any object at all: it was written through an API server, and its resourceVersion is of the store behind it. */
function anyObject(context: ComponentContext): Evidence[] {
  const object = context.nodes[0]?.object ?? context.pods[0]?.object;
  if (!object) return [];
  const kind = context.nodes[0] ? 'Node' : 'Pod';
  const { resourceVersion, uid = '' } = object.metadata;
  return [
    resourceVersion
      ? proof(kind, object, 'metadata.resourceVersion', resourceVersion)
      : proof(kind, object, 'metadata.uid', uid),
  ];
}

function boundPod(context: ComponentContext): Evidence[] {
  const entry = context.pods.find(
    ({ object, view }) =>
      !view.static && object.status?.conditions?.some((one) => one.type === 'PodScheduled' && one.status === 'True'),
  );
  return entry ? [proof('Pod', entry.object, 'status.conditions[PodScheduled].status', 'True')] : [];
}

function controlledPod(context: ComponentContext): Evidence[] {
  const entry = context.pods.find(({ view }) => view.owner && view.owner.kind !== 'Node');
  return entry?.view.owner
    ? [proof('Pod', entry.object, 'metadata.ownerReferences[0].kind', entry.view.owner.kind)]
    : [];
}

const inference = (code: string, find: (context: ComponentContext) => Evidence[]) => (context: ComponentContext) => {
  const evidence = find(context);
  return evidence.length > 0 ? { code, evidence } : undefined;
};

export const CONTROL_PLANE: readonly ComponentRule[] = [
  controlPlaneRule({
    id: 'kube-apiserver',
    namespaces: ['kube-system', 'openshift-kube-apiserver'],
    check: /^(?!etcd)/,
    answer: apiServerAnswer,
    inference: inference('objects-come-from-it', anyObject),
  }),
  controlPlaneRule({
    id: 'etcd',
    namespaces: ['kube-system', 'openshift-etcd'],
    check: /^etcd/,
    inference: inference('objects-are-stored', anyObject),
  }),
  controlPlaneRule({
    id: 'kube-scheduler',
    namespaces: ['kube-system', 'openshift-kube-scheduler'],
    lease: 'kube-scheduler',
    reporters: ['default-scheduler'],
    inference: inference('pods-are-bound', boundPod),
  }),
  controlPlaneRule({
    id: 'kube-controller-manager',
    namespaces: ['kube-system', 'openshift-kube-controller-manager'],
    lease: 'kube-controller-manager',
    reporters: ['kube-controller-manager', 'replicaset-controller', 'deployment-controller', 'node-controller'],
    inference: inference('pods-have-owners', controlledPod),
  }),
  controlPlaneRule({
    id: 'cloud-controller-manager',
    namespaces: ['kube-system'],
    lease: 'cloud-controller-manager',
    reporters: ['cloud-controller-manager', 'cloud-node-controller'],
    embedded: (process) => process === 'k3s',
  }),
];
