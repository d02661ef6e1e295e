'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { useMatches } from '@/lib/hooks/use-questions';
import { useView } from '@/lib/hooks/use-view';
import { isFiltered, NO_FILTERS, WITHOUT_NODE } from '@/lib/store/filters';

const LISTS = ['namespaces', 'nodes', 'states'] as const;

/** Says what the filters hide, and gives a way back. */
export function FilterBar() {
  const t = useTranslations('shell.filters');
  const health = useTranslations('marks.health');
  const [view, setView] = useView();
  const counts = useMatches(view);
  if (!isFiltered(view)) return null;
  const wordOf = (value: string) => {
    if (value === WITHOUT_NODE) return t('withoutNode');
    return health.has(value as 'ok') ? health(value as 'ok') : value;
  };
  const chips = [
    ...LISTS.flatMap((list) =>
      view[list].map((value) => ({
        key: `${list} ${value}`,
        name: t(list),
        value: list === 'namespaces' ? value : wordOf(value),
        remove: () => setView({ [list]: view[list].filter((one) => one !== value) }),
      })),
    ),
    ...(view.text.trim()
      ? [{ key: 'text', name: t('text'), value: view.text.trim(), remove: () => setView({ text: '' }) }]
      : []),
  ];
  return (
    <section
      aria-label={t('bar')}
      className="relative z-10 flex flex-wrap items-center gap-x-[0.8em] gap-y-[0.4em] border-hair border-b bg-accent-soft px-[1.4em] py-[0.4em]"
    >
      <Icon name="filter" className="text-accent" />
      <p role="status" className="font-semibold">
        {counts ? t('shown', { shown: counts.shown, total: counts.total }) : t('counting')}
      </p>
      <ul className="flex min-w-0 flex-wrap gap-[0.5em]">
        {chips.map((chip) => (
          <li key={chip.key}>
            <button
              type="button"
              onClick={chip.remove}
              className="inline-flex max-w-[24em] items-center gap-[0.4em] rounded-[3px] border border-line bg-surface px-[0.5em] py-[0.1em] hover:border-accent hover:text-accent"
            >
              <span className="sr-only">{t('remove')}</span>
              <span className="text-soft text-xs">{chip.name}</span>
              <span className="truncate font-mono">{chip.value}</span>
              <Icon name="close" className="text-soft" />
            </button>
          </li>
        ))}
      </ul>
      <Button className="ml-auto" onClick={() => setView(NO_FILTERS)}>
        {t('showAll')}
      </Button>
    </section>
  );
}
