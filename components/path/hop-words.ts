'use client';
/** Every sentence about a hop, in the person's language; one place, so that the table, the strip and the copied text agree. */
import { useLocale, useTranslations } from 'use-intl';
import { formatDuration } from '@/lib/i18n/duration';
import { starterName } from '@/lib/model/path/pod-chain';
import { durationMs } from '@/lib/model/path/statistics';
import type { Hop, PodPath } from '@/lib/model/path/types';

const ON_NODE = new Set<Hop['id']>(['kubelet', 'volumes', 'sandbox', 'image', 'create', 'start', 'ready', 'stop']);

/** Display name of a runtime or program, as the notes write it. */
export const actorName = (actor: string) => (actor === 'runc' ? 'runC' : actor);

/** `kubectl-client-side-apply` is kubectl, whichever of its commands wrote. */
export const clientName = (manager: string | undefined) =>
  !manager || manager.startsWith('kubectl') ? 'kubectl' : manager;

/** A program of the control plane asked, not a person at a client. */
export const isProgram = (manager: string | undefined) => manager?.startsWith('kube-') ?? false;

export interface HopWords {
  title: (hop: Hop, path: PodPath) => string;
  where: (hop: Hop) => string;
  /** How long it took, no more exactly than it is known. */
  time: (hop: Hop) => string;
  reason: (hop: Hop) => string | undefined;
  duration: (ms: number, precisionMs?: number) => string;
  /** `+4.2 s`, `−1 s`. */
  difference: (ms: number, precisionMs?: number) => string;
}

/** The words of hops; the same functions while the language is the same. */
export function useHopWords(): HopWords {
  const t = useTranslations('path');
  const locale = useLocale();
  const duration = (ms: number, precisionMs?: number) => formatDuration(ms, locale, precisionMs);

  const bare = (hop: Hop, path: PodPath): string => {
    switch (hop.id) {
      case 'client':
        return hop.manager === 'docker' ? t('hops.docker') : t('hops.client', { manager: clientName(hop.manager) });
      case 'apiserver':
        return hop.reason?.code === 'mirror' ? t('hops.mirror') : t('hops.apiserver');
      case 'controllers':
        return t('hops.controllers', { steps: [...(hop.steps ?? []).map((step) => step.kind), 'Pod'].join(' → ') });
      case 'kubelet':
        return path.origin === 'static' ? t('hops.kubeletStatic') : t('hops.kubelet');
      case 'image':
        return hop.reason?.code === 'image-present'
          ? t('hops.imagePresent')
          : t('hops.image', { actor: actorName(hop.actor) });
      case 'create':
        return t('hops.create', { actor: actorName(hop.actor) });
      case 'start':
        return hop.attempt
          ? t('hops.restart', { actor: starterName(path.chain), attempt: hop.attempt })
          : t('hops.start', { actor: starterName(path.chain) });
      case 'stop':
        return hop.exit ? t('hops.stop', { code: hop.exit.code }) : t('hops.stopPod');
      default:
        return t(`hops.${hop.id}`);
    }
  };

  /** What is said in place of a time. */
  const stateOf = (hop: Hop): string | undefined => {
    if (hop.evidenceLevel === 'absent') return t('skipped');
    if (hop.skewed) return t('skewed');
    if (hop.failure?.lasting && !hop.endedAt) return hop.failure.reason;
    if (hop.clock === 'none') return hop.evidenceLevel === 'inferred' ? t('inferred') : t('noTime');
    return undefined;
  };

  const measureOf = (hop: Hop): string => {
    if (hop.reportedMs !== undefined) return duration(hop.reportedMs);
    const ms = durationMs(hop);
    // An order is a moment: it has no duration.
    if (hop.id === 'client' && ms !== undefined) return '';
    if (ms === undefined) return hop.endedAt ? '' : t(hop.reason?.code === 'time-not-known' ? 'onlyBegan' : 'going');
    const precision = hop.precisionMs ?? 0;
    if (precision < 1000 || ms >= 1000) return duration(ms, precision);
    return t('lessThanSecond');
  };

  return {
    duration,
    difference: (ms, precisionMs) => `${ms < 0 ? '−' : '+'}${duration(Math.abs(ms), precisionMs)}`,
    title: (hop, path) => {
      const several = new Set(path.hops.map((one) => one.container).filter(Boolean)).size > 1;
      const role = hop.containerKind && hop.containerKind !== 'app' ? ` (${t(`roles.${hop.containerKind}`)})` : '';
      return hop.container && several ? `${bare(hop, path)} · ${hop.container}${role}` : bare(hop, path);
    },
    where: (hop) => {
      if (ON_NODE.has(hop.id) && hop.node) return hop.node;
      return hop.id === 'client' && !isProgram(hop.manager) ? t('client') : t('controlPlane');
    },
    time: (hop) => stateOf(hop) ?? measureOf(hop),
    reason: (hop) => {
      if (!hop.reason) return undefined;
      const key = `reasons.${hop.reason.code}`;
      // A reason without words would be a defect that the messages test cannot see: say the code rather than nothing.
      return t.has(key as 'reasons.stored') ? t(key as 'reasons.stored', hop.reason.values) : hop.reason.code;
    },
  };
}
