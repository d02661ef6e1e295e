'use client';
/** What a machine has, what pods may use, what they have reserved: a line and its numbers for each resource. */
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { Note, Section } from '@/components/parts/section';
import type { NodeView } from '@/lib/model/cluster';
import { baseUnits, formatAmount, formatResource } from '../quantity';
import { MeterLine } from './meter-line';

const RESOURCES = ['cpu', 'memory', 'pods', 'ephemeral-storage'] as const;
type Resource = (typeof RESOURCES)[number];

/** Reserved amount in base units; the model does not count disk. */
function requestedOf(node: NodeView, resource: Resource): number | undefined {
  if (resource === 'cpu') return node.requests.cpu / 1000;
  return resource === 'ephemeral-storage' ? undefined : node.requests[resource];
}

function ResourceRow({ node, resource }: { node: NodeView; resource: Resource }) {
  const t = useTranslations('inspector.node');
  const locale = useLocale();
  const format = useFormatter();
  const allocatable = baseUnits(node.allocatable[resource]);
  const capacity = node.capacity[resource];
  if (allocatable === undefined || capacity === undefined) return null;
  const requested = requestedOf(node, resource);
  const ofPods = formatAmount(resource, allocatable, locale);
  const ofMachine = formatResource(resource, capacity, locale);
  return (
    <li className="py-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>{t(`resource.${resource}`)}</span>
        {requested === undefined ? (
          <span className="text-soft">{t('onlyCapacity', { allocatable: ofPods, capacity: ofMachine })}</span>
        ) : (
          <span>
            {t('requested', {
              requested: formatAmount(resource, requested, locale),
              allocatable: ofPods,
              share: format.number(allocatable > 0 ? requested / allocatable : 0, {
                style: 'percent',
                maximumFractionDigits: 0,
              }),
            })}
          </span>
        )}
      </div>
      {requested === undefined ? null : <MeterLine part={requested} whole={allocatable} />}
      {requested !== undefined && ofMachine !== ofPods ? (
        <div className="text-[0.92em] text-soft">{t('capacity', { capacity: ofMachine })}</div>
      ) : null}
    </li>
  );
}

export function NodeResources({ node }: { node: NodeView }) {
  const t = useTranslations('inspector');
  if (!Object.keys(node.allocatable).length) return null;
  return (
    <Section title={t('section.resources')}>
      <ul className="divide-y divide-hair border-hair border-t">
        {RESOURCES.map((resource) => (
          <ResourceRow key={resource} node={node} resource={resource} />
        ))}
      </ul>
      <Note>{t('node.reservations')}</Note>
    </Section>
  );
}
