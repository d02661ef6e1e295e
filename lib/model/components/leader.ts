/** Who leads a component of several copies: its Lease in kube-system, or the annotation that came before leases. */
import type { Component, ComponentInstance, Evidence } from '../cluster';
import { annotationProof, proof } from '../evidence';
import { holderHost } from '../lease-holder';
import { secondsBetween } from '../time';
import type { ComponentContext } from './context';

const OLD_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';
/** Default `--leader-elect-lease-duration`. */
const DEFAULT_SECONDS = 15;

export interface Leadership {
  leader: NonNullable<Component['leader']>;
  evidence: Evidence[];
  /** The lease ran out without being renewed: nobody leads. */
  expired: boolean;
}

function nodeOf(context: ComponentContext, identity: string): { node?: string } {
  const host = holderHost(identity);
  const known =
    context.nodes.some((one) => one.view.name === host) || context.pods.some((one) => one.view.node === host);
  return known ? { node: host } : {};
}

function oldAnnotation(context: ComponentContext, name: string): Leadership | undefined {
  for (const slice of context.facts.objects.endpointslices.values()) {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'] ?? slice.metadata.name;
    const text = slice.metadata.annotations?.[OLD_ANNOTATION];
    if (service !== name || !text) continue;
    const identity = /"holderIdentity":"([^"]*)"/.exec(text)?.[1];
    const renewedAt = /"renewTime":"([^"]*)"/.exec(text)?.[1];
    if (!identity) return undefined;
    const leader = { identity, ...nodeOf(context, identity), ...(renewedAt ? { renewedAt } : {}) };
    const silence = secondsBetween(renewedAt, context.now) ?? 0;
    return {
      leader,
      evidence: [annotationProof('Endpoints', slice, OLD_ANNOTATION)],
      expired: silence > DEFAULT_SECONDS,
    };
  }
  return undefined;
}

/** Reads the lease of a component; undefined where there is none or nobody holds it. */
export function leadership(context: ComponentContext, name: string): Leadership | undefined {
  const lease = context.facts.objects.leases.get(`kube-system/${name}`);
  const { holderIdentity: identity, renewTime, leaseDurationSeconds, leaseTransitions } = lease?.spec ?? {};
  if (!lease || !identity) return oldAnnotation(context, name);
  const silence = secondsBetween(renewTime, context.now) ?? 0;
  return {
    leader: {
      identity,
      ...nodeOf(context, identity),
      ...(renewTime ? { renewedAt: renewTime } : {}),
      ...(leaseTransitions === undefined ? {} : { transitions: leaseTransitions }),
    },
    evidence: [proof('Lease', lease, 'spec.holderIdentity', identity)],
    expired: silence > (leaseDurationSeconds ?? DEFAULT_SECONDS),
  };
}

/** Marks the instance that leads: the one on the leader's node. */
export function markLeader(instances: ComponentInstance[], led: Leadership | undefined): ComponentInstance[] {
  const { node, renewedAt } = led?.leader ?? {};
  return instances.map((one) =>
    node && one.node === node ? { ...one, leader: true, ...(renewedAt ? { renewedAt } : {}) } : one,
  );
}
