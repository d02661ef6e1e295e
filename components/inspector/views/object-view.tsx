'use client';
/** Any other object that proves something: a Lease, a RuntimeClass, an EndpointSlice. */
import { useTranslations } from 'use-intl';
import { Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { When } from '@/components/parts/time';
import { holderHost } from '@/lib/model/lease-holder';
import type { Target } from '@/lib/model/selection';
import { isKubernetesObject, isLeaseObject } from '../object-answer';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { ObjectTail, useEventsOf, useWholeObject } from '../parts/object-tail';
import type { ObjectState } from '../use-object';

type ObjectTarget = Extract<Target, { type: 'object' }>;

function LeaseFacts({ object }: { object: ObjectState }) {
  const t = useTranslations('inspector.fact');
  const lease = object.state === 'ready' && isLeaseObject(object.value.object) ? object.value.object.spec : undefined;
  if (!lease) return null;
  return (
    <>
      <Fact term={t('holder')} mono>
        {lease.holderIdentity ? <span title={lease.holderIdentity}>{holderHost(lease.holderIdentity)}</span> : null}
      </Fact>
      <Fact term={t('renewed')}>{lease.renewTime ? <When at={lease.renewTime} /> : null}</Fact>
      <Fact term={t('duration')}>{lease.leaseDurationSeconds ? `${lease.leaseDurationSeconds} s` : null}</Fact>
      <Fact term={t('transitions')}>{lease.leaseTransitions}</Fact>
    </>
  );
}

export function ObjectView({ target, selection }: { target: ObjectTarget; selection: string }) {
  const t = useTranslations('inspector');
  const object = useWholeObject(target, undefined);
  const whole = object.state === 'ready' && isKubernetesObject(object.value.object) ? object.value.object : undefined;
  const kind = whole?.kind ?? target.kind;
  const events = useEventsOf(object, { kind, namespace: target.namespace, name: target.name });
  return (
    <>
      <InspectorHeader title={target.name} kind={kind} selection={selection} />
      <p className="mt-2">{target.kind === 'leases' ? t('object.lease') : t('object.other', { kind })}</p>
      <Section title={t('section.facts')}>
        <Facts>
          <Fact term={t('fact.namespace')}>
            {target.namespace ? (
              <NameLink to={{ type: 'namespace', name: target.namespace }} name={target.namespace} />
            ) : null}
          </Fact>
          <LeaseFacts object={object} />
          <Fact term={t('fact.created')}>
            {whole?.metadata.creationTimestamp ? <When at={whole.metadata.creationTimestamp} /> : null}
          </Fact>
        </Facts>
      </Section>
      <ObjectTail target={target} object={object} events={events} openYaml />
    </>
  );
}
