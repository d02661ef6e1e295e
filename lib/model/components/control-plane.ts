/** kube-apiserver, etcd, scheduler and controller managers: in pods, in one process of the host, or kept from us. */
import type { Component, ComponentId, ComponentInstance, Evidence } from '../cluster';
import { proof } from '../evidence';
import { holderHost } from '../lease-holder';
import { isControlPlane } from '../node/roles';
import type { EventObject } from '../objects';
import { because } from '../reason';
import { type ComponentContext, type ComponentRule, type Conclusion, notFound, type Search, unseen } from './context';
import { apiServerAnswer, type Inference, inferences } from './control-plane-answers';
import { hiddenControlPlane, isInPods } from './hidden-control-plane';
import { podInstance, podProofs, versionOf, worst } from './instances';
import { isLed, type Leadership, leadership, markLeader } from './leader';

interface Options {
  id: ComponentId;
  /** Namespaces its pods are looked for in. */
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
  inference?: Inference;
  /** False for what a host process may not contain. */
  embedded?: (process: string) => boolean;
}
type Checks = NonNullable<Component['checks']>;

/** Nodes that say they carry the control plane; all of them when none says so. */
function serverInstances(context: ComponentContext, process: string): ComponentInstance[] {
  const servers = context.nodes.filter(({ view }) => isControlPlane(view.roles));
  return (servers.length > 0 ? servers : context.nodes).map(({ view }) => ({
    name: process,
    node: view.name,
    status: view.status,
    version: view.kubeletVersion,
    health: view.health,
  }));
}

function checksOf(context: ComponentContext, test: RegExp | undefined): Checks {
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

function fromPods(context: ComponentContext, { id }: Options, led: Leadership | undefined): Conclusion | undefined {
  const pods = context.podsOf(id);
  if (pods.length === 0) return undefined;
  const instances = markLeader(
    pods.map((entry) => podInstance(entry, id)),
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

function fromDistribution(context: ComponentContext, { embedded }: Options): Conclusion | undefined {
  const hidden = hiddenControlPlane(context);
  if (!hidden) return undefined;
  const { how, by, evidence } = hidden;
  const found = { evidenceLevel: 'hidden' as const, evidence };
  if (how === 'managed') {
    const reason = because('managed-control-plane', { distribution: by });
    return { ...found, reason, health: 'unknown', instances: [] };
  }
  if (embedded && !embedded(how.process)) return undefined;
  const instances = serverInstances(context, how.process);
  const reason = because('embedded-in-one-process', { process: how.process });
  return { ...found, reason, health: worst(instances.map((one) => one.health ?? 'unknown')), instances };
}

/** No pod of it: one that renews its lease runs where we cannot see; where the others are in pods, its pod is gone. */
function fromLease(context: ComponentContext, led: Leadership | undefined): Conclusion | undefined {
  if (!led) return undefined;
  const { identity, node } = led.leader;
  const isGone = isInPods(context);
  const instance = {
    name: node ?? holderHost(identity),
    ...(node ? { node } : {}),
    health: 'ok',
    leader: true,
  } as const;
  return {
    evidenceLevel: 'observed',
    reason: because('place-not-in-api'),
    health: isGone ? 'unknown' : 'ok',
    instances: isGone || !isLed(led) ? [] : [instance],
    evidence: led.evidence,
  };
}

/** Beside others in pods it would be seen; so would what the one process of the host does not contain. */
const search = (context: ComponentContext, { id, namespaces, lease }: Options): Search => ({
  place: { kind: 'pods', namespaces, text: `${id} (pods, ${namespaces.join(', ')})` },
  ...(lease ? { also: [{ kind: 'leases', namespaces: ['kube-system'], text: `${lease} (leases, kube-system)` }] } : {}),
  couldSee: isInPods(context) || hiddenControlPlane(context) !== undefined,
});

function otherwise(context: ComponentContext, options: Options, checks: Checks): Conclusion {
  const where = search(context, options);
  const cannotSee = unseen(context, where.place);
  const reason = cannotSee?.reason ?? because('place-not-in-api');
  const answer = options.answer?.(context);
  if (answer) return { evidenceLevel: 'observed', reason, health: 'ok', ...answer };
  const check = checks[0];
  if (check) {
    const evidence = [{ object: 'GET /readyz?verbose', field: check.name, value: check.ok ? 'ok' : 'failed' }];
    return { evidenceLevel: 'observed', reason, health: 'ok', instances: [], evidence };
  }
  const events = (options.reporters ?? []).flatMap((one) => eventProof(context.eventBy(one))).slice(0, 2);
  const inferred = options.inference?.(context);
  if (cannotSee?.evidenceLevel === 'forbidden')
    return notFound(context, where, [...events, ...(inferred?.evidence ?? [])]);
  if (events.length > 0)
    return { evidenceLevel: 'observed', reason, health: 'unknown', instances: [], evidence: events };
  if (inferred) return { evidenceLevel: 'inferred', health: 'unknown', instances: [], ...inferred };
  return notFound(context, where);
}

/** What the lease says of a component whose leader is no longer heard from. */
function silence(
  context: ComponentContext,
  { health, instances }: Conclusion,
  led: Leadership | undefined,
): Pick<Conclusion, 'health' | 'reason'> | undefined {
  if (!led) return undefined;
  const { identity, node, renewedAt: at = '' } = led.leader;
  const isWell = health === 'ok' || health === 'unknown';
  if (!isLed(led)) {
    const reason =
      led.state === 'released'
        ? because('lease-released', { at })
        : because('lease-expired', { identity: node ?? holderHost(identity), at });
    return { health: isWell ? (instances.length > 0 ? 'not-ready' : 'failing') : health, reason };
  }
  const isGone = instances.length === 0 && isInPods(context);
  if (led.state === 'leads' && !isGone) return undefined;
  const told = isGone && led.state === 'late' ? 'not-ready' : 'unknown';
  return { health: isWell ? told : health, reason: because('last-heard', { at }) };
}

/** What its own answers add to the state of its pods: failed checks, a lease that ran out, silence. */
function heard(
  context: ComponentContext,
  options: Options,
  found: Conclusion,
  checks: Checks,
  led: Leadership | undefined,
): Pick<Conclusion, 'health' | 'reason'> {
  const { health, reason, evidenceLevel } = found;
  const said = reason ? { reason } : {};
  const { state, since, kinds } = context.facts.connection;
  if (options.answer && !kinds && (state === 'stale' || state === 'unreachable')) {
    return { health: 'failing', reason: because('does-not-answer', { since }) };
  }
  if (checks.some((one) => !one.ok)) return { health: options.answer ? 'not-ready' : 'failing', ...said };
  // Why it is hidden is the first thing to say of what is.
  const silent = silence(context, found, led);
  if (silent) return evidenceLevel === 'hidden' ? { ...silent, ...said } : silent;
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
        fromLease(context, led) ??
        otherwise(context, options, checks);
      const events = (options.reporters ?? []).flatMap((one) => eventProof(context.eventBy(one))).slice(0, 1);
      const proofs = [...found.evidence, ...(led?.evidence ?? []), ...(found.evidenceLevel === 'absent' ? [] : events)];
      return {
        ...found,
        ...heard(context, options, found, checks, led),
        evidence: proofs.filter(
          (one, at) => proofs.findIndex((other) => other.object === one.object && other.field === one.field) === at,
        ),
        ...(led ? { [isLed(led) ? 'leader' : 'lastLeader']: led.leader } : {}),
        ...(checks.length > 0 ? { checks } : {}),
      };
    },
  };
}

export const CONTROL_PLANE: readonly ComponentRule[] = [
  controlPlaneRule({
    id: 'kube-apiserver',
    namespaces: ['kube-system', 'openshift-kube-apiserver'],
    check: /^(?!etcd)/,
    answer: apiServerAnswer,
    inference: inferences.apiServer,
  }),
  controlPlaneRule({
    id: 'etcd',
    namespaces: ['kube-system', 'openshift-etcd'],
    check: /^etcd/,
    inference: inferences.etcd,
  }),
  controlPlaneRule({
    id: 'kube-scheduler',
    namespaces: ['kube-system', 'openshift-kube-scheduler'],
    lease: 'kube-scheduler',
    reporters: ['default-scheduler'],
    inference: inferences.scheduler,
  }),
  controlPlaneRule({
    id: 'kube-controller-manager',
    namespaces: ['kube-system', 'openshift-kube-controller-manager'],
    lease: 'kube-controller-manager',
    reporters: ['kube-controller-manager', 'replicaset-controller', 'deployment-controller', 'node-controller'],
    inference: inferences.controllerManager,
  }),
  controlPlaneRule({
    id: 'cloud-controller-manager',
    namespaces: ['kube-system'],
    lease: 'cloud-controller-manager',
    reporters: ['cloud-controller-manager', 'cloud-node-controller'],
    embedded: (process) => process === 'k3s',
  }),
];
