'use client';
import { useTranslations } from 'use-intl';
import { explainStatus } from '../inspector/status-words';

/** Reasons that are no STATUS of kubectl's: those of events and conditions. */
const OF_EVENTS = [
  'FailedScheduling',
  'Unschedulable',
  'FailedMount',
  'FailedAttachVolume',
  'FailedCreatePodSandBox',
  'Unhealthy',
  'ContainersNotReady',
  'ReadinessGatesNotReady',
] as const;

/** What a reason of failure means, in one plain sentence; nothing where we have none. */
export function useMeaning(): (reason: string) => string | undefined {
  const t = useTranslations('path.meanings');
  const status = useTranslations('inspector.status');
  return (reason) => {
    const known = OF_EVENTS.find((one) => one === reason);
    if (known) return t(known);
    const { id, values } = explainStatus(reason);
    return id === 'other' ? undefined : status(`${id}.means`, values);
  };
}
