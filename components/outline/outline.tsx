'use client';
/** The diagram in words: the same diagram nodes, states, evidence levels and reasons, as headings and lists. */
import { type ReactNode, useId, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { SelectionLink } from '@/components/parts/selection-link';
import { Button } from '@/components/ui/button';
import { useCollection, useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import type { PodView } from '@/lib/model/cluster';
import { isFiltered, NO_FILTERS, podFilter } from '@/lib/store/filters';
import { componentsOf, type Group, type GroupedPods, groupPods, type Lane } from './group-pods';
import { OutlineComponent } from './outline-component';
import { OutlineNode } from './outline-node';
import { OutlinePods } from './outline-pods';

/** Up to here every machine is unfolded: a class reads it from top to bottom. */
const UNFOLDED_UP_TO = 150;
const NOTHING: Group = { shown: [], hidden: 0 };
const BEFORE_NODES: readonly Lane[] = ['client', 'control'];
const AFTER_NODES: readonly Lane[] = ['network', 'host'];

function Part({ title, children, count }: { title: string; children: ReactNode; count?: number }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id} className="mb-1 font-semibold uppercase tracking-[0.09em]">
        {title}
        {count === undefined ? null : <span className="font-normal text-soft"> {count}</span>}
      </h2>
      {children}
    </section>
  );
}

function LanePart({ lane }: { lane: Lane }) {
  const t = useTranslations('outline.section');
  const components = useSection('components') ?? [];
  return (
    <Part title={t(lane)}>
      <ul className="divide-y divide-hair border-hair border-t">
        {componentsOf(lane, components).map((component) => (
          <OutlineComponent key={component.id} component={component} />
        ))}
      </ul>
    </Part>
  );
}

function usePods(): GroupedPods & { filtered: boolean } {
  const [{ namespaces, nodes, states, text }] = useView();
  const pods = useCollection('pods');
  return useMemo(() => {
    const filters = { namespaces, nodes, states, text };
    return { ...groupPods(pods.values(), podFilter(filters)), filtered: isFiltered(filters) };
  }, [pods, namespaces, nodes, states, text]);
}

function Counts({ total, shown, filtered }: { total: number; shown: number; filtered: boolean }) {
  const t = useTranslations('outline');
  const [, setView] = useView();
  return (
    <div className="mt-2 flex flex-wrap items-center gap-3">
      <p role="status">{filtered ? t('shown', { shown, total }) : t('all', { total })}</p>
      {filtered ? <Button onClick={() => setView(NO_FILTERS)}>{t('clear')}</Button> : null}
    </div>
  );
}

function Machines({ byNode, open }: { byNode: ReadonlyMap<string, Group>; open: boolean }) {
  const t = useTranslations('outline.section');
  const nodes = useCollection('nodes');
  const names = [...new Set([...nodes.keys(), ...byNode.keys()])];
  return (
    <Part title={t('nodes')} count={names.length}>
      <ul>
        {names.map((name) => (
          <OutlineNode key={name} name={name} node={nodes.get(name)} group={byNode.get(name) ?? NOTHING} open={open} />
        ))}
      </ul>
    </Part>
  );
}

function Namespaces({ pods }: { pods: ReadonlyMap<string, PodView> }) {
  const t = useTranslations('outline');
  const namespaces = useCollection('namespaces');
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const { namespace } of pods.values()) found.set(namespace, (found.get(namespace) ?? 0) + 1);
    return found;
  }, [pods]);
  const names = [...new Set([...namespaces.keys(), ...counts.keys()])].sort();
  return (
    <Part title={t('section.namespaces')} count={names.length}>
      <ul className="columns-[16em] gap-8">
        {names.map((name) => (
          <li key={name} className="break-inside-avoid py-0.5">
            <SelectionLink to={{ type: 'namespace', name }} className="font-mono text-[0.95em]">
              {name}
            </SelectionLink>
            <span className="text-soft"> {t('namespacePods', { count: counts.get(name) ?? 0 })}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Outline() {
  const t = useTranslations('outline');
  const { byNode, unscheduled, total, shown, filtered } = usePods();
  const pods = useCollection('pods');
  const open = total <= UNFOLDED_UP_TO;
  return (
    <article aria-label={t('title')} data-outline className="h-full overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[72em] px-[1.6em] py-[1.6em]">
        <p className="font-semibold text-[1.46em]">{t('title')}</p>
        <p className="text-soft">{t('intro')}</p>
        <Counts total={total} shown={shown} filtered={filtered} />
        {BEFORE_NODES.map((lane) => (
          <LanePart key={lane} lane={lane} />
        ))}
        <Machines byNode={byNode} open={open} />
        <Part title={t('section.unscheduled')} count={unscheduled.shown.length}>
          {unscheduled.shown.length + unscheduled.hidden ? (
            <OutlinePods group={unscheduled} open={open} />
          ) : (
            <p className="text-soft">{t('unscheduledNone')}</p>
          )}
        </Part>
        {AFTER_NODES.map((lane) => (
          <LanePart key={lane} lane={lane} />
        ))}
        <Namespaces pods={pods} />
      </div>
    </article>
  );
}
