'use client';
/** What asks for pods: Deployment, ReplicaSet, DaemonSet, StatefulSet, Job, CronJob. */
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { When } from '@/components/parts/time';
import { useCollection } from '@/lib/hooks/use-cluster';
import { keyOf, type WorkloadView as Workload } from '@/lib/model/cluster';
import { type Target, targetOfObject } from '@/lib/model/selection';
import { WhySection } from '../parts/evidence-list';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { ObjectTail, useEventsOf, useWholeObject } from '../parts/object-tail';
import { PodList } from '../parts/pod-list';

/** Where the wanted and the ready number of each kind are written. */
const FIELDS: Record<Workload['kind'], { desired: string; ready: string }> = {
  Deployment: { desired: 'spec.replicas', ready: 'status.readyReplicas' },
  ReplicaSet: { desired: 'spec.replicas', ready: 'status.readyReplicas' },
  StatefulSet: { desired: 'spec.replicas', ready: 'status.readyReplicas' },
  DaemonSet: { desired: 'status.desiredNumberScheduled', ready: 'status.numberReady' },
  Job: { desired: 'spec.completions', ready: 'status.succeeded' },
  CronJob: { desired: 'spec.suspend', ready: 'status.active' },
};

function Children({ workload }: { workload: Workload }) {
  const t = useTranslations('inspector.workload');
  const workloads = useCollection('workloads');
  const { kind, namespace, name } = workload;
  const its = [...workloads.values()].filter(
    ({ namespace: where, owner }) => where === namespace && owner?.kind === kind && owner.name === name,
  );
  if (!its.length) return null;
  return (
    <Section title={t('children')}>
      <ul>
        {its.map((child) => (
          <li key={keyOf.workloads(child)} className="flex items-baseline gap-2 py-0.5">
            <StateMark health={child.health} />
            <span className="min-w-0">
              <span className="text-soft">{child.kind} </span>
              <NameLink to={{ type: 'workload', kind: child.kind, namespace, name: child.name }} name={child.name} />
              <span className="text-soft">
                {' '}
                {child.ready}/{child.desired}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Pods({ workload }: { workload: Workload }) {
  const t = useTranslations('inspector');
  const all = useCollection('pods');
  const { kind, namespace, name } = workload;
  const pods = useMemo(
    () =>
      [...all.values()].filter(
        (pod) =>
          pod.namespace === namespace &&
          [pod.owner, pod.workload].some((owner) => owner?.kind === kind && owner.name === name),
      ),
    [all, kind, namespace, name],
  );
  return (
    <Section title={t('section.pods')}>
      {pods.length ? <PodList pods={pods} where="node" /> : <p className="text-soft">{t('workload.noPods')}</p>}
    </Section>
  );
}

interface Props {
  workload: Workload;
  target: Target;
  selection: string;
}

export function WorkloadView({ workload, target, selection }: Props) {
  const t = useTranslations('inspector');
  const { kind, namespace, name, desired, ready, owner, images, createdAt, health } = workload;
  const object = useWholeObject(target, workload);
  const events = useEventsOf(object, { kind, namespace, name });
  const about = `${kind} ${namespace}/${name}`;
  const ownerTarget = owner ? targetOfObject(owner.kind, namespace, owner.name) : undefined;
  const count = kind === 'CronJob' ? undefined : t('workload.readyOf', { ready, desired });
  const evidence =
    kind === 'CronJob'
      ? []
      : [
          { object: about, field: FIELDS[kind].desired, value: String(desired) },
          { object: about, field: FIELDS[kind].ready, value: String(ready) },
        ];
  if (owner)
    evidence.push({ object: about, field: 'metadata.ownerReferences[0]', value: `${owner.kind} ${owner.name}` });
  if (!evidence.length) evidence.push({ object: about, field: 'metadata.name', value: name });
  return (
    <>
      <InspectorHeader
        title={name}
        kind={kind}
        selection={selection}
        line={
          <>
            <StateMark health={health} word />
            {count ? <span>{count}</span> : null}
          </>
        }
      />
      <p className="mt-2">{t(`workload.${kind}`)}</p>
      <WhySection evidence={evidence} evidenceLevel="observed" />
      <Section title={t('section.facts')}>
        <Facts>
          <Fact term={t('fact.namespace')}>
            <NameLink to={{ type: 'namespace', name: namespace }} name={namespace} />
          </Fact>
          <Fact term={t('fact.owner')}>
            {owner && ownerTarget ? (
              <>
                {owner.kind} <NameLink to={ownerTarget} name={owner.name} />
              </>
            ) : null}
          </Fact>
          <Fact term={t('fact.images')}>
            {images.map((image) => (
              <Mono key={image} className="block">
                {image}
              </Mono>
            ))}
          </Fact>
          <Fact term={t('fact.created')}>{createdAt ? <When at={createdAt} /> : null}</Fact>
        </Facts>
      </Section>
      <Children workload={workload} />
      <Pods workload={workload} />
      <ObjectTail target={target} object={object} events={events} />
    </>
  );
}
