'use client';
/** The object as YAML: found in, wrapped or not, copied. */
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Section } from '@/components/parts/section';
import { CopyButton } from '@/components/ui/copy-button';
import { Disclosure } from '@/components/ui/disclosure';
import type { ObjectState } from '../use-object';
import { LoadFailure } from './load-state';
import { ScrollText } from './scroll-text';

function Yaml({ yaml }: { yaml: string }) {
  const t = useTranslations('inspector');
  const id = useId();
  const [find, setFind] = useState('');
  const [wrap, setWrap] = useState(true);
  const wanted = find.trim().toLowerCase();
  const lines = yaml.trimEnd().split('\n');
  const matching = wanted ? lines.filter((line) => line.toLowerCase().includes(wanted)).length : 0;
  return (
    <>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <input
          type="search"
          aria-label={t('yaml.find')}
          placeholder={t('yaml.find')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
          className="min-w-0 flex-1 rounded-sm border border-line bg-surface px-2 py-1 placeholder:text-soft"
        />
        <label htmlFor={id} className="inline-flex items-center gap-1.5 text-soft">
          <input id={id} type="checkbox" checked={wrap} onChange={(event) => setWrap(event.target.checked)} />
          {t('yaml.wrap')}
        </label>
        <CopyButton text={yaml} label={t('copyNamed', { what: 'YAML' })} />
      </div>
      <p role="status" className="text-[0.88em] text-soft">
        {wanted ? t('yaml.matches', { count: matching }) : ''}
      </p>
      <ScrollText label="YAML" wrap={wrap}>
        {lines.map((line, at) => {
          const hit = wanted !== '' && line.toLowerCase().includes(wanted);
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other identity
          return hit ? <mark key={at} className="block bg-accent-soft text-ink">{`${line}\n`}</mark> : `${line}\n`;
        })}
      </ScrollText>
      <p className="mt-1 text-[0.88em] text-soft">{t('yaml.folded')}</p>
    </>
  );
}

export function YamlSection({ object, open = false }: { object: ObjectState; open?: boolean }) {
  const t = useTranslations('inspector');
  return (
    <Section title={t('section.yaml')}>
      <Disclosure summary={t('yaml.show')} open={open}>
        {() => {
          if (object.state === 'ready') return <Yaml yaml={object.value.yaml} />;
          if (object.state === 'failed')
            return <LoadFailure code={object.problem.code} detail={object.problem.detail} />;
          return <p className="text-soft">{t('load.loading')}</p>;
        }}
      </Disclosure>
    </Section>
  );
}
