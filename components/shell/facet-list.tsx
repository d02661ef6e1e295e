'use client';
import { type ReactNode, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Facet } from '@/lib/store/facets';
import { plainText } from '@/lib/store/filters';

const LONG = 12;
const AT_MOST = 60;

/** One filter: its choices with their counts. A long list can be narrowed, and says what it leaves out. */
export function FacetList({
  title,
  facets,
  chosen,
  onChange,
  label,
}: {
  title: string;
  facets: readonly Facet[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  label?: (facet: Facet) => ReactNode;
}) {
  const t = useTranslations('shell.filters');
  const format = useFormatter();
  const [text, setText] = useState('');
  const matching = text ? facets.filter(({ value }) => plainText(value).includes(plainText(text))) : facets;
  const listed = matching.slice(0, AT_MOST);
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className="min-w-0">
      <legend className="heading mb-[0.3em]">{title}</legend>
      {facets.length > LONG ? (
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('find')}
          aria-label={`${t('find')}: ${title}`}
          className="mb-[0.3em] w-full rounded-[4px] border border-line bg-surface px-[0.6em] py-[0.3em] placeholder:text-soft"
        />
      ) : null}
      <div className="max-h-[15em] overflow-y-auto">
        {listed.map((facet) => (
          <label
            key={facet.value}
            className="flex cursor-pointer items-center gap-[0.6em] rounded-[3px] px-[0.3em] py-[0.2em] hover:bg-accent-soft"
          >
            <input
              type="checkbox"
              className="shrink-0 accent-accent"
              checked={chosen.includes(facet.value)}
              onChange={() => toggle(facet.value)}
            />
            <span className="min-w-0 truncate" title={facet.value}>
              {label?.(facet) ?? <span className="font-mono">{facet.value}</span>}
            </span>
            <span className="ml-auto shrink-0 text-soft text-xs">{format.number(facet.pods)}</span>
          </label>
        ))}
        {matching.length > listed.length ? (
          <p className="px-[0.3em] text-soft text-xs">{t('more', { count: matching.length - listed.length })}</p>
        ) : null}
      </div>
    </fieldset>
  );
}
