import { staticProofs, type TraceContext } from './context';
import { firstManager } from './controllers';
import { span } from './milestone';
import type { Hop } from './types';

/** No event says that this pod comes of that order: only the times do. */
const asGuess = (hop: Hop): Hop =>
  hop.id === 'etcd' || hop.evidenceLevel === 'absent'
    ? hop
    : { ...hop, evidenceLevel: 'inferred', reason: { code: 'likely-order' } };

/** Who asked. A controller's pod was asked for by whoever wrote its outermost owner, when that was the same order. */
function clientHop({ pod, owner, order, created }: TraceContext): Hop {
  const hop = { id: 'client', actor: 'kubectl' } as const;
  if (owner?.steps.some((step) => step.kind === 'CronJob')) {
    return {
      ...hop,
      clock: 'none',
      evidenceLevel: 'absent',
      reason: { code: 'on-schedule' },
      evidence: owner.evidence,
    };
  }
  const manager = owner ? owner.manager : firstManager({ kind: 'Pod', ...pod });
  const known = manager ? { manager: manager.name } : {};
  const evidence = manager ? [manager.evidence] : [];
  if (owner && !owner.trigger?.isCreation) {
    const code = owner.trigger ? 'scaled' : 'order-not-known';
    return { ...hop, ...known, clock: 'none', evidenceLevel: 'inferred', reason: { code }, evidence };
  }
  const moment = owner ? order : created;
  return {
    ...hop,
    ...known,
    ...span(moment, moment),
    evidenceLevel: manager ? 'observed' : 'inferred',
    ...(manager ? {} : { reason: { code: 'client-not-known' } }),
    evidence: [...evidence, ...(moment?.evidence ?? [])],
  };
}

/** Reception and storage. That etcd has it follows from its resourceVersion; etcd stamps no time. */
function serverHops({ pod, owner, order, created, proof }: TraceContext): Hop[] {
  const moment = owner ? (owner.trigger?.isCreation ? order : undefined) : created;
  const version = pod.metadata.resourceVersion;
  return [
    {
      id: 'apiserver',
      actor: 'kube-apiserver',
      ...span(moment, moment),
      evidenceLevel: moment ? 'observed' : 'inferred',
      ...(moment ? {} : { reason: { code: 'order-not-known' } }),
      evidence: moment?.evidence ?? [],
    },
    {
      id: 'etcd',
      actor: 'etcd',
      clock: 'none',
      evidenceLevel: 'inferred',
      reason: { code: 'stored' },
      evidence: version ? [proof('metadata.resourceVersion', version)] : [],
    },
  ];
}

function controllersHop({ owner, order, created }: TraceContext): Hop[] {
  if (!owner) return [];
  return [
    {
      id: 'controllers',
      actor: 'kube-controller-manager',
      ...(owner.controller ? { manager: owner.controller } : {}),
      ...span(order, created),
      evidenceLevel: 'observed',
      ...(order ? {} : { reason: { code: 'trigger-not-known' } }),
      evidence: owner.evidence,
      steps: owner.steps,
    },
  ];
}

/** From the order to the pod in etcd: client, API server, etcd, controllers. A static pod was ordered by nobody. */
export function orderHops(context: TraceContext): Hop[] {
  if (context.isStatic) {
    const evidence = staticProofs(context);
    return [
      {
        id: 'client',
        actor: 'kubectl',
        clock: 'none',
        evidenceLevel: 'absent',
        reason: { code: 'static-file' },
        evidence,
      },
    ];
  }
  const hops = [clientHop(context), ...serverHops(context), ...controllersHop(context)];
  const { trigger } = context.owner ?? {};
  return trigger && !trigger.isSure ? hops.map(asGuess) : hops;
}
