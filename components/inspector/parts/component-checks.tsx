'use client';
/** Checks of `/readyz?verbose` that speak of a component: counted, and one by one on demand. */
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { Disclosure } from '@/components/ui/disclosure';

export function ComponentChecks({ checks }: { checks: readonly { name: string; ok: boolean }[] }) {
  const t = useTranslations('inspector');
  const failing = checks.filter(({ ok }) => !ok).length;
  const summary = failing
    ? t('component.checksFailing', { failing, count: checks.length })
    : t('component.checksOk', { count: checks.length });
  return (
    <Section title={t('section.checks')}>
      <Disclosure summary={summary} open={failing > 0}>
        {() => (
          <ul>
            {checks.map(({ name, ok }) => (
              <li key={name} className="flex items-baseline gap-2 py-0.5">
                <StateMark health={ok ? 'ok' : 'failing'} decorative />
                <Mono>{name}</Mono>
                <span className="text-soft">{ok ? t('component.checkOk') : t('component.checkFailed')}</span>
              </li>
            ))}
          </ul>
        )}
      </Disclosure>
    </Section>
  );
}
