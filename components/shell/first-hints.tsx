'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useSamplePanel } from '@/components/sample/use-sample-panel';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useSection } from '@/lib/hooks/use-cluster';
import { useRemembered } from '@/lib/hooks/use-remembered';

/** On the first visit, above the diagram and over nothing: what it shows, what one can do with it. Once. */
export function FirstHints() {
  const t = useTranslations('shell.hints');
  const [read, setRead] = useRemembered('hints-read');
  const { presenting } = useAppearance();
  const { isSample, open, setOpen } = useSamplePanel();
  const source = useSection('source');
  const isEmpty = !useSection('fleet')?.totals.nodes;
  if (read || presenting || !source || isEmpty) return null;
  const link = (words: ReactNode) => (
    <button type="button" className="text-accent underline underline-offset-2" onClick={() => setOpen(!open)}>
      {words}
    </button>
  );
  const key = (name: ReactNode) => <Kbd>{name}</Kbd>;
  return (
    <section
      aria-label={t('label')}
      className="flex items-center gap-[1em] [@media(max-height:480px)]:hidden border-hair border-b bg-accent-soft px-[1.4em] py-[0.35em]"
    >
      <ol className="flex min-w-0 flex-1 list-inside list-decimal flex-wrap gap-x-[1.8em] marker:font-semibold marker:text-accent">
        <li>{t('lanes')}</li>
        <li>{t('click')}</li>
        <li>{isSample ? t.rich('break', { link }) : t.rich(source.kind === 'recording' ? 'path' : 'next', { key })}</li>
      </ol>
      <Button onClick={setRead}>{t('read')}</Button>
    </section>
  );
}
