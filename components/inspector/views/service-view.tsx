'use client';
/** A Service: a name and an address for pods that come and go. */
import { useTranslations } from 'use-intl';
import { Mono, Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { When } from '@/components/parts/time';
import type { ServiceView as Service } from '@/lib/model/cluster';
import type { Target } from '@/lib/model/selection';
import { WhySection } from '../parts/evidence-list';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { ObjectTail, useEventsOf, useWholeObject } from '../parts/object-tail';
import { ServicePods } from '../parts/service-pods';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;

interface Props {
  service: Service;
  target: Target;
  selection: string;
}

export function ServiceView({ service, target, selection }: Props) {
  const t = useTranslations('inspector');
  const { namespace, name, type, clusterIP, ports, selector, endpoints, createdAt } = service;
  const object = useWholeObject(target, service);
  const events = useEventsOf(object, { kind: 'Service', namespace, name });
  const about = `Service ${namespace}/${name}`;
  const selected = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  const headless = clusterIP === 'None';
  return (
    <>
      <InspectorHeader title={name} kind="Service" selection={selection} />
      <p className="mt-2">{t('service.what')}</p>
      <WhySection
        evidenceLevel="observed"
        evidence={[
          { object: about, field: 'spec.type', value: type },
          ...(clusterIP ? [{ object: about, field: 'spec.clusterIP', value: clusterIP }] : []),
          ...(selected.length ? [{ object: about, field: 'spec.selector', value: selected.join(', ') }] : []),
        ]}
      />
      <Section title={t('section.endpoints')}>
        <p>{t('service.endpoints', endpoints)}</p>
        {endpoints.ready === 0 && selected.length ? <p className="text-soft">{t('service.noEndpoints')}</p> : null}
        {selected.length === 0 && type !== 'ExternalName' ? (
          <p className="text-soft">{t('service.noSelector')}</p>
        ) : null}
      </Section>
      <ServicePods service={service} />
      <Section title={t('section.facts')}>
        <Facts>
          <Fact term={t('fact.namespace')}>
            <NameLink to={{ type: 'namespace', name: namespace }} name={namespace} />
          </Fact>
          <Fact term={t('fact.type')}>
            <Mono>{type}</Mono>
            <div className="text-soft">{t(`service.type.${TYPES.find((known) => known === type) ?? 'other'}`)}</div>
          </Fact>
          <Fact term={t('fact.clusterIp')}>{headless ? t('service.headless') : <Mono>{clusterIP}</Mono>}</Fact>
          <Fact term={t('fact.ports')} mono>
            {ports.join(', ')}
          </Fact>
          <Fact term={t('fact.selector')} mono>
            {selected.join(', ')}
          </Fact>
          <Fact term={t('fact.created')}>{createdAt ? <When at={createdAt} /> : null}</Fact>
        </Facts>
      </Section>
      <ObjectTail target={target} object={object} events={events} />
    </>
  );
}
