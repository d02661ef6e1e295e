'use client';
/** What a pod belongs to and what it uses, by name: its Services, its volumes, its configuration. */
import { useTranslations } from 'use-intl';
import { Mono, Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { useCollection } from '@/lib/hooks/use-cluster';
import type { ObjectName, PodView, VolumeView } from '@/lib/model/cluster';
import { servicesOfPod } from '@/lib/model/service-view';

const nameOf = ({ kind, name }: ObjectName) => `${kind} ${name}`;

function Volume({ volume }: { volume: VolumeView }) {
  const t = useTranslations('inspector.volumes');
  return (
    <li className="py-1">
      <Mono className="font-semibold">{volume.name}</Mono> <span className="text-soft">{volume.type}</span>
      {volume.from.length ? <Mono className="block pl-[1em]">{volume.from.map(nameOf).join(', ')}</Mono> : null}
      {volume.mounts.map(({ container, path, readOnly }) => (
        <span key={`${container} ${path}`} className="block pl-[1em] text-[0.92em] text-soft">
          <Mono>
            {container}: {path}
          </Mono>
          {readOnly ? ` · ${t('readOnly')}` : ''}
        </span>
      ))}
    </li>
  );
}

export function PodBelongings({ pod }: { pod: PodView }) {
  const t = useTranslations('inspector');
  const services = servicesOfPod(useCollection('services').values(), pod);
  const { volumes = [], configuration = [] } = pod;
  return (
    <>
      {services.length ? (
        <Section title={t('section.services')}>
          <ul>
            {services.map(({ namespace, name, type, ports }) => (
              <li key={name} className="py-0.5">
                <NameLink to={{ type: 'service', namespace, name }} name={name} />{' '}
                <span className="text-[0.92em] text-soft">
                  {type} · <Mono>{ports.join(', ')}</Mono>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {configuration.length ? (
        <Section title={t('section.configuration')}>
          <ul>
            {configuration.map((one) => (
              <li key={nameOf(one)} className="py-0.5">
                <span className="text-soft">{one.kind}</span> <Mono>{one.name}</Mono>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {volumes.length ? (
        <Section title={t('section.volumes')}>
          <ul className="divide-y divide-hair border-hair border-t">
            {volumes.map((volume) => (
              <Volume key={volume.name} volume={volume} />
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
