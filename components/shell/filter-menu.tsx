'use client';
import { Popover } from 'radix-ui';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { useCollection, useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import type { Health } from '@/lib/model/cluster';
import { facetsFromFar, facetsOf } from '@/lib/store/facets';
import { isFiltered, NO_FILTERS, WITHOUT_NODE } from '@/lib/store/filters';
import { FacetList } from './facet-list';
import { usePanel } from './panel';

/** What can be chosen: counted here, or of a large cluster by the server. */
function useFacets() {
  const pods = useCollection('pods');
  const namespaces = useCollection('namespaces');
  const nodes = useCollection('nodes');
  const summaries = useCollection('summaries');
  const fleet = useSection('fleet');
  const facets = useSection('facets');
  return useMemo(
    () =>
      fleet && facets && !fleet.whole
        ? facetsFromFar({ fleet, facets }, summaries, namespaces.keys())
        : facetsOf(pods, namespaces.keys(), nodes.keys()),
    [pods, namespaces, nodes, summaries, fleet, facets],
  );
}

function FilterForm() {
  const t = useTranslations('shell.filters');
  const [view, setView] = useView();
  const facets = useFacets();
  const states = { chosen: view.states, onChange: (chosen: string[]) => setView({ states: chosen }) };
  return (
    <>
      <label className="block">
        <span className="heading">{t('text')}</span>
        <input
          type="search"
          value={view.text}
          onChange={(event) => setView({ text: event.target.value })}
          placeholder={t('textHint')}
          className="mt-[0.3em] mb-[1em] w-full rounded-[4px] border border-line bg-surface px-[0.6em] py-[0.4em] placeholder:text-soft"
        />
      </label>
      <div className="grid grid-cols-2 gap-[1.2em] max-sm:grid-cols-1">
        <FacetList
          title={t('namespaces')}
          facets={facets.namespaces}
          chosen={view.namespaces}
          onChange={(chosen) => setView({ namespaces: chosen })}
        />
        <FacetList
          title={t('nodes')}
          facets={facets.nodes}
          chosen={view.nodes}
          onChange={(chosen) => setView({ nodes: chosen })}
          label={({ value }) => (value === WITHOUT_NODE ? t('withoutNode') : null)}
        />
        <FacetList
          {...states}
          title={t('states')}
          facets={facets.healths}
          label={({ value }) => <StateMark health={value as Health} word />}
        />
        <FacetList
          {...states}
          title={t('statuses')}
          facets={facets.statuses}
          label={({ value, health }) => (
            <span className="inline-flex items-center gap-[0.45em]">
              {health ? <StateMark health={health} decorative /> : null}
              <span className="font-mono">{value}</span>
            </span>
          )}
        />
      </div>
      {isFiltered(view) ? (
        <Button className="mt-[1em]" onClick={() => setView(NO_FILTERS)}>
          {t('showAll')}
        </Button>
      ) : null}
    </>
  );
}

/** Which pods are seen: by namespace, node, state and text, all of it in the address. */
export function FilterMenu() {
  const t = useTranslations('shell.filters');
  const [view] = useView();
  const [open, setOpen] = usePanel('filters');
  const active = [view.namespaces, view.nodes, view.states].filter((list) => list.length).length + (view.text ? 1 : 0);
  const name = active ? t('active', { count: active }) : t('button');
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button square={!active} aria-label={name} title={name} className={active ? 'border-accent text-accent' : ''}>
          <Icon name="filter" />
          {active || null}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('title')}
          className="rule z-50 max-h-[84dvh] w-[min(38em,calc(100vw-16px))] overflow-y-auto rounded-[4px] border bg-surface p-[1.2em]"
        >
          <FilterForm />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
