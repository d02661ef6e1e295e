'use client';
/** Pods of what is selected that has no node of its own on the diagram: those behind a Service, those of a workload. */
import { useMemo } from 'react';
import { useCollection } from '@/lib/hooks/use-cluster';
import { keyOf } from '@/lib/model/cluster';
import { idOf } from '@/lib/model/diagram-id';
import { parseSelection } from '@/lib/model/selection';

const NONE: ReadonlySet<string> = new Set();

/** Ids of diagram nodes. */
export function useLitPods(selection: string | undefined): ReadonlySet<string> {
  const services = useCollection('services');
  const pods = useCollection('pods');
  return useMemo(() => {
    const target = selection === undefined ? undefined : parseSelection(selection);
    if (target?.type === 'service') {
      const { namespace, name } = target;
      const service = services.get(keyOf.services({ namespace, name }));
      return new Set(service?.pods.map((pod) => idOf.pod(keyOf.pods({ namespace, name: pod.name }))));
    }
    if (target?.type !== 'workload') return NONE;
    const isIt = (owner: { kind: string; name: string } | undefined) =>
      owner?.kind === target.kind && owner.name === target.name;
    const its = [...pods.values()].filter(
      (pod) => pod.namespace === target.namespace && (isIt(pod.owner) || isIt(pod.workload)),
    );
    return new Set(its.map((pod) => idOf.pod(keyOf.pods(pod))));
  }, [selection, services, pods]);
}
