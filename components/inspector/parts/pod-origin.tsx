'use client';
/** Who put the pod there: the chain of owners, the file of a static pod, or nobody. */
import { useTranslations } from 'use-intl';
import { Mono, Note } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { useCollection } from '@/lib/hooks/use-cluster';
import type { PodView } from '@/lib/model/cluster';
import { targetOfObject } from '@/lib/model/selection';

interface Owner {
  kind: string;
  name: string;
}

/** From the topmost owner down to the pod's own: Deployment, ReplicaSet. */
function useOwners(pod: PodView): Owner[] {
  const workloads = useCollection('workloads');
  const chain: Owner[] = [];
  let next = pod.owner;
  // Owner references could in principle form a ring; five is deeper than any real chain.
  for (let depth = 0; next && depth < 5; depth += 1) {
    chain.unshift(next);
    next = workloads.get(`${next.kind}/${pod.namespace}/${next.name}`)?.owner;
  }
  const top = pod.workload;
  if (top && chain[0] && (chain[0].kind !== top.kind || chain[0].name !== top.name)) chain.unshift(top);
  return chain;
}

function OwnerChain({ pod, owners }: { pod: PodView; owners: readonly Owner[] }) {
  const steps = [...owners, { kind: 'Pod', name: pod.name }];
  return (
    <ol className="border-line border-l pl-3">
      {steps.map(({ kind, name }, at) => {
        const target = targetOfObject(kind, pod.namespace, name);
        return (
          <li key={`${kind}/${name}`} className="py-0.5">
            <span className="text-soft">
              {at > 0 ? '→ ' : ''}
              {kind}{' '}
            </span>
            {target && kind !== 'Pod' ? <NameLink to={target} name={name} /> : <Mono>{name}</Mono>}
          </li>
        );
      })}
    </ol>
  );
}

export function PodOrigin({ pod }: { pod: PodView }) {
  const t = useTranslations('inspector.pod');
  const owners = useOwners(pod);
  if (pod.static) {
    return (
      <>
        <p className="font-semibold">{t('static.title')}</p>
        <p>{t('static.text', { node: pod.node ?? '' })}</p>
      </>
    );
  }
  const owner = owners.at(-1);
  if (!owner) return <p>{t('bare')}</p>;
  const who = `${owner.kind} ${owner.name}`;
  return (
    <>
      <OwnerChain pod={pod} owners={owners} />
      <Note>{owner.kind === 'Job' ? t('job', { owner: who }) : t('owned', { owner: who })}</Note>
    </>
  );
}
