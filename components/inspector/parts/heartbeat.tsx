'use client';
/** The heartbeat of a kubelet, counted live, and what its silence would mean. */
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Section } from '@/components/parts/section';
import { useSection } from '@/lib/hooks/use-cluster';
import { useLeaseNow } from '@/lib/hooks/use-now';
import { formatAge, secondsSince } from '@/lib/i18n/duration';
import type { Health, NodeView } from '@/lib/model/cluster';
import { isGivenUp, nodeGraceSeconds, nodeRhythm, type Pulse, pulseOf } from '@/lib/model/node/heartbeat';

const HEALTH: Record<Pulse | 'lost', Health> = { well: 'ok', late: 'not-ready', missed: 'not-ready', lost: 'failing' };

function useHeartbeat(node: NodeView): { health: Health; text: string } {
  const t = useTranslations('inspector');
  const now = useLeaseNow();
  const locale = useLocale();
  const format = useFormatter();
  const version = useSection('server')?.version ?? '';
  const recording = useSection('source')?.kind === 'recording';
  const seconds = secondsSince(node.heartbeatAt, now);
  if (seconds === undefined || !node.heartbeatAt) return { health: 'unknown', text: t('node.noHeartbeat') };
  if (recording) {
    const at = format.dateTime(new Date(node.heartbeatAt), { dateStyle: 'medium', timeStyle: 'medium' });
    return { health: 'done', text: t('node.recorded', { at }) };
  }
  const { pulse, missed } = pulseOf(seconds, nodeRhythm(node));
  // "Lost" is the control plane's word: until it says so, the node has only been silent for so long.
  const state = pulse === 'missed' && isGivenUp(node) ? 'lost' : pulse;
  const grace = nodeGraceSeconds(version);
  const ago = t('ago', { age: formatAge(seconds, locale) });
  return { health: HEALTH[state], text: t(`node.${state}`, { ago, missed, grace }) };
}

export function HeartbeatSection({ node }: { node: NodeView }) {
  const t = useTranslations('inspector.section');
  const { health, text } = useHeartbeat(node);
  return (
    <Section title={t('heartbeat')}>
      <div className="grid grid-cols-[1.2em_minmax(0,1fr)] gap-x-2">
        <StateMark health={health} className="mt-[0.3em] self-start" />
        {/* Room for the longest of its sentences, so that what is below does not move when a beat is late. */}
        <p className="min-h-[4.1em]">{text}</p>
      </div>
    </Section>
  );
}
