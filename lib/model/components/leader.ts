/** Who leads a component of several copies: its Lease in kube-system, or the annotation that came before leases. */
import type { ComponentInstance, Evidence, Leader } from '../cluster';
import { annotationProof, proof } from '../evidence';
import { holderHost } from '../lease-holder';
import { judgedAt } from '../node/lease-time';
import { secondsBetween } from '../time';
import type { ComponentContext } from './context';

/** What is looked at to tell who leads. */
type Election = Pick<ComponentContext, 'facts' | 'now' | 'nodes' | 'pods'>;

const OLD_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';
/** Default `--leader-elect-lease-duration`. */
const DEFAULT_SECONDS = 15;
/** A leader renews every 2 s of 15 (26 of 137 on OpenShift): silent for this part of its lease, it has missed two or more. */
const LATE_PART = 0.4;

export interface Leadership {
  leader: Leader;
  evidence: Evidence[];
  /** `late`: renewals are missing, but the lease has not run out. `expired` and `released`: nobody leads. */
  state: 'leads' | 'late' | 'expired' | 'released';
}

/** Whether somebody leads: a lease that ran out, or was given up, is nobody's. */
export const isLed = ({ state }: Leadership): boolean => state === 'leads' || state === 'late';

function nodeOf(context: Election, identity: string): { node?: string } {
  const host = holderHost(identity);
  const known =
    context.nodes.some((one) => one.view.name === host) || context.pods.some((one) => one.view.node === host);
  return known ? { node: host } : {};
}

function stateOf(renewedAt: string | undefined, seconds: number, now: string): Leadership['state'] {
  const silence = secondsBetween(renewedAt, now) ?? 0;
  if (silence > seconds) return 'expired';
  return silence > seconds * LATE_PART ? 'late' : 'leads';
}

function oldAnnotation(context: Election, name: string): Leadership | undefined {
  for (const slice of context.facts.objects.endpointslices.values()) {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'] ?? slice.metadata.name;
    const text = slice.metadata.annotations?.[OLD_ANNOTATION];
    if (service !== name || !text) continue;
    const identity = /"holderIdentity":"([^"]*)"/.exec(text)?.[1];
    const renewedAt = /"renewTime":"([^"]*)"/.exec(text)?.[1];
    if (!identity) return undefined;
    return {
      leader: { identity, ...nodeOf(context, identity), ...(renewedAt ? { renewedAt } : {}) },
      evidence: [annotationProof('Endpoints', slice, OLD_ANNOTATION)],
      state: stateOf(renewedAt, DEFAULT_SECONDS, context.now),
    };
  }
  return undefined;
}

/** Reads the lease of a component; undefined where there is none, nor anything like it. */
export function leadership(context: Election, name: string): Leadership | undefined {
  const lease = context.facts.objects.leases.get(`kube-system/${name}`);
  const { holderIdentity: identity, renewTime, leaseDurationSeconds, leaseTransitions } = lease?.spec ?? {};
  if (!lease || identity === undefined) return oldAnnotation(context, name);
  return {
    leader: {
      identity,
      ...nodeOf(context, identity),
      ...(renewTime ? { renewedAt: renewTime } : {}),
      ...(leaseTransitions === undefined ? {} : { transitions: leaseTransitions }),
    },
    evidence: [proof('Lease', lease, 'spec.holderIdentity', identity)],
    // One that ends in order leaves its lease without a holder.
    state:
      identity === ''
        ? 'released'
        : stateOf(renewTime, leaseDurationSeconds ?? DEFAULT_SECONDS, judgedAt(lease, context.now)),
  };
}

/** Marks the instance that leads: the one on the leader's node. */
export function markLeader(instances: ComponentInstance[], led: Leadership | undefined): ComponentInstance[] {
  if (!led || !isLed(led)) return instances;
  const { node, renewedAt } = led.leader;
  return instances.map((one) =>
    node && one.node === node ? { ...one, leader: true, ...(renewedAt ? { renewedAt } : {}) } : one,
  );
}
