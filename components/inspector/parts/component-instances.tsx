'use client';
/** Every copy of a component: where it runs, who leads, how it is. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { Ago } from '@/components/parts/time';
import type { ComponentId, ComponentInstance } from '@/lib/model/cluster';

const FIRST = 12;

function InstanceName({ instance, id }: { instance: ComponentInstance; id: ComponentId }) {
  const [namespace, pod] = instance.pod?.split('/') ?? [];
  if (namespace && pod) return <NameLink to={{ type: 'pod', namespace, name: pod }} name={instance.name} />;
  if (!instance.node) return <Mono>{instance.name}</Mono>;
  return <NameLink to={{ type: 'component', id, node: instance.node }} name={instance.name} />;
}

function InstanceRow({ instance, id }: { instance: ComponentInstance; id: ComponentId }) {
  const t = useTranslations('inspector.component');
  return (
    <li className="grid grid-cols-[1.2em_minmax(0,1fr)] gap-x-2 py-1.5">
      <StateMark health={instance.health ?? 'unknown'} className="mt-[0.3em] self-start" />
      <div>
        <InstanceName instance={instance} id={id} />
        <div className="text-[0.92em] text-soft">
          {[
            instance.leader ? t('leader') : undefined,
            instance.node && instance.node !== instance.name ? t('onNode', { node: instance.node }) : undefined,
            instance.version,
            instance.static ? t('static') : undefined,
          ]
            .filter(Boolean)
            .join(' · ')}
          {instance.renewedAt ? (
            <>
              {' · '}
              <Ago since={instance.renewedAt} />
            </>
          ) : null}
        </div>
      </div>
    </li>
  );
}

export function ComponentInstances({ instances, id }: { instances: readonly ComponentInstance[]; id: ComponentId }) {
  const t = useTranslations('inspector');
  const [all, setAll] = useState(false);
  const shown = all ? instances : instances.slice(0, FIRST);
  const hidden = instances.length - shown.length;
  return (
    <Section title={t('section.instances')} aside={t('component.instances', { count: instances.length })}>
      <ul className="divide-y divide-hair border-hair border-t">
        {shown.map((instance) => (
          <InstanceRow key={`${instance.node ?? ''}/${instance.name}`} instance={instance} id={id} />
        ))}
      </ul>
      {hidden > 0 ? (
        <button type="button" className="mt-1 text-accent underline underline-offset-2" onClick={() => setAll(true)}>
          {t('events.more', { count: hidden })}
        </button>
      ) : null}
    </Section>
  );
}
