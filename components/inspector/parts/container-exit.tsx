'use client';
/** How the process of a container ended: its exit code, what it means, and when. */
import { useTranslations } from 'use-intl';
import { Mono } from '@/components/parts/section';
import { Ago } from '@/components/parts/time';
import type { ContainerExit as Exit } from '@/lib/model/cluster';
import { explainExitCode } from '../status-words';

export function ContainerExit({ exit }: { exit: Exit }) {
  const t = useTranslations('inspector.exitCode');
  const { id, signal } = explainExitCode(exit.code);
  return (
    <>
      {exit.reason ? <Mono>{exit.reason} · </Mono> : null}
      {t('line', { code: exit.code, meaning: t(id, { signal }) })}
      {exit.at ? (
        <>
          , <Ago since={exit.at} />
        </>
      ) : null}
    </>
  );
}
