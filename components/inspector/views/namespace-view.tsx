'use client';
/** A namespace: a folder, not a machine. */
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Note, Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { When } from '@/components/parts/time';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { useCollection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { HEALTHS, type Health, type NamespaceView as Namespace, type PodView } from '@/lib/model/cluster';
import type { Target } from '@/lib/model/selection';
import { WhySection } from '../parts/evidence-list';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { ObjectTail, useEventsOf, useWholeObject } from '../parts/object-tail';
import { PodList } from '../parts/pod-list';
import { TermSection } from '../parts/term-section';

/** How many pods in each state, states without pods left out. */
export function countHealth(pods: readonly PodView[]): { health: Health; count: number }[] {
  return HEALTHS.flatMap((health) => {
    const count = pods.filter((pod) => pod.health === health).length;
    return count ? [{ health, count }] : [];
  });
}

function Pods({ pods }: { pods: readonly PodView[] }) {
  const t = useTranslations('inspector');
  return (
    <Section title={t('section.pods')}>
      {pods.length ? (
        <>
          <p className="flex flex-wrap gap-x-3">
            {countHealth(pods).map(({ health, count }) => (
              <span key={health} className="inline-flex items-center gap-1.5">
                {count} <StateMark health={health} word />
              </span>
            ))}
          </p>
          <Disclosure summary={t('namespace.pods', { count: pods.length })} open={pods.length <= 12}>
            {() => <PodList pods={pods} where="node" />}
          </Disclosure>
        </>
      ) : (
        <p className="text-soft">{t('namespace.pods', { count: 0 })}</p>
      )}
    </Section>
  );
}

function Members({ name }: { name: string }) {
  const t = useTranslations('inspector');
  const workloads = useCollection('workloads');
  const services = useCollection('services');
  const its = [...workloads.values()].filter(({ namespace, owner }) => namespace === name && !owner);
  const offered = [...services.values()].filter(({ namespace }) => namespace === name);
  return (
    <>
      <Section title={t('section.workloads')}>
        {its.length === 0 ? <p className="text-soft">{t('namespace.workloadsNone')}</p> : null}
        <ul>
          {its.map(({ kind, name: workload, ready, desired, health }) => (
            <li key={`${kind}/${workload}`} className="flex items-baseline gap-2 py-0.5">
              <StateMark health={health} />
              <span className="min-w-0">
                <span className="text-soft">{kind} </span>
                <NameLink to={{ type: 'workload', kind, namespace: name, name: workload }} name={workload} />
                <span className="text-soft">
                  {' '}
                  {ready}/{desired}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('section.services')}>
        {offered.length === 0 ? <p className="text-soft">{t('namespace.servicesNone')}</p> : null}
        <ul>
          {offered.map(({ name: service, type }) => (
            <li key={service} className="py-0.5">
              <NameLink to={{ type: 'service', namespace: name, name: service }} name={service} />
              <span className="text-soft"> {type}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

interface Props {
  namespace: Namespace;
  target: Target;
  selection: string;
}

export function NamespaceView({ namespace, target, selection }: Props) {
  const t = useTranslations('inspector');
  const terms = useTranslations('terms');
  const [, setView] = useView();
  const { name, phase, createdAt } = namespace;
  const all = useCollection('pods');
  const pods = useMemo(() => [...all.values()].filter((pod) => pod.namespace === name), [all, name]);
  const object = useWholeObject(target, namespace);
  const events = useEventsOf(object, { kind: 'Namespace', name });
  const known = phase === 'Active' || phase === 'Terminating' ? phase : 'other';
  return (
    <>
      <InspectorHeader title={name} kind="Namespace" selection={selection} />
      <p className="mt-2">
        {terms('namespace.what')} {t('namespace.what')}
      </p>
      <Note>{t('namespace.linux')}</Note>
      <div className="mt-3">
        <Button onClick={() => setView({ namespaces: [name] })}>{t('namespace.only')}</Button>
      </div>
      <WhySection
        evidence={[{ object: `Namespace ${name}`, field: 'status.phase', value: phase }]}
        evidenceLevel="observed"
      />
      <Section title={t('section.facts')}>
        <Facts>
          <Fact term={t('fact.phase')}>{t(`namespace.phase.${known}`)}</Fact>
          <Fact term={t('fact.created')}>{createdAt ? <When at={createdAt} /> : null}</Fact>
        </Facts>
      </Section>
      <Pods pods={pods} />
      <Members name={name} />
      <ObjectTail target={target} object={object} events={events} />
      <TermSection terms={name === 'kube-system' ? ['kube-system'] : []} />
    </>
  );
}
