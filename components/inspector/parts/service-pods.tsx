'use client';
/** The pods behind a Service, as links; the diagram lights them up meanwhile. */
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { useCollection } from '@/lib/hooks/use-cluster';
import type { ServiceView } from '@/lib/model/cluster';

export function ServicePods({ service }: { service: ServiceView }) {
  const t = useTranslations('inspector');
  const pods = useCollection('pods');
  const { namespace } = service;
  if (!service.pods.length) return null;
  return (
    <Section title={t('section.pods')} aside={t('service.lit')}>
      <ul className="divide-y divide-hair border-hair border-t">
        {service.pods.map(({ name, state }) => {
          const pod = pods.get(`${namespace}/${name}`);
          return (
            <li key={name} className="flex items-baseline gap-2 py-1">
              <StateMark health={pod?.health ?? 'unknown'} />
              <span className="min-w-0 flex-1">
                <NameLink to={{ type: 'pod', namespace, name }} name={name} />{' '}
                <span className="text-[0.92em] text-soft">
                  {t(`service.pod.${state}`)}
                  {pod?.node ? (
                    <>
                      {' · '}
                      <Mono>{pod.node}</Mono>
                    </>
                  ) : null}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
