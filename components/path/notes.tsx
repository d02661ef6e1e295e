'use client';
import { useTranslations } from 'use-intl';
import type { PathAnswer } from '@/lib/contract/path';
import { starterName } from '@/lib/model/path/pod-chain';
import { PlacementNote } from './placement-note';

/** The three notes under the waterfall: what a teacher would say. */
export function Notes({ path }: { path: PathAnswer }) {
  const t = useTranslations('path.notes');
  const shim = path.chain.some((link) => link.id === 'cri-o') ? 'conmon' : 'containerd-shim';
  const isStatic = path.origin === 'static';
  const isLeaving = path.hops.some((hop) => hop.id === 'delete');
  const started = path.hops.some((hop) => hop.id === 'start' && !hop.failure?.lasting);
  const starter = starterName(path.chain);
  // Of kata, gVisor or a Windows shim we do not say that it leaves: those stay with the container.
  const leaves = /^(runc|crun|youki)$/i.test(starter);
  return (
    <div className="grid gap-x-[2.4em] gap-y-[1em] md:grid-cols-3">
      <p className="text-soft">
        <b className="text-ink">{t(isStatic ? 'staticTitle' : 'callsTitle')}</b> {t(isStatic ? 'static' : 'calls')}
      </p>
      {started && leaves ? (
        <p className="text-soft">
          <b className="text-ink">{t('runcTitle', { actor: starter })}</b> {t('runc', { shim })}
        </p>
      ) : null}
      <PlacementNote path={path} />
      {isLeaving ? (
        <p className="text-soft md:col-span-3">
          <b className="text-ink">{t('out.title')}</b> {t('out.asked')} {t('out.kubelet')} {t('out.garbage')}
        </p>
      ) : null}
    </div>
  );
}
