'use client';
/** managedFields folded: which program wrote in the object, which part, and when. */
import { useTranslations } from 'use-intl';
import { Mono, Section } from '@/components/parts/section';
import { Ago } from '@/components/parts/time';
import type { ObjectState } from '../use-object';

export function ManagerSection({ object }: { object: ObjectState }) {
  const t = useTranslations('inspector');
  const managers = object.state === 'ready' ? object.value.managers : [];
  if (!managers.length) return null;
  return (
    <Section title={t('section.managers')}>
      <ul className="divide-y divide-hair border-hair border-t">
        {managers.map(({ manager, operation, subresource, time }) => (
          <li key={`${manager} ${operation} ${subresource} ${time}`} className="flex flex-wrap gap-x-2 py-1">
            <Mono>{manager}</Mono>
            <span className="text-soft">
              {t(`managers.${operation === 'Apply' ? 'Apply' : 'Update'}`)}
              {subresource ? ` ${t('managers.part', { subresource })}` : ''}
            </span>
            <span className="ml-auto text-soft">
              <Ago since={time} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
