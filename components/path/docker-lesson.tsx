'use client';
/** The same without Kubernetes: `docker run` above the containers' own programs, its equivalents one under the other; beside the sample cluster, to be tried. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ScrollRegion } from '@/components/ui/scroll-region';
import { useSection } from '@/lib/hooks/use-cluster';
import type { PodPath } from '@/lib/model/path/types';
import { DockerRun } from './docker-run';

interface Cell {
  name: string;
  note?: string;
  /** Programs that one of the two does without. */
  none?: boolean;
  /** There for a moment only. */
  moment?: boolean;
}

function useRows(path: PodPath): { columns: string[]; kubernetes: Cell[]; docker: Cell[] } {
  const t = useTranslations('path.docker');
  // The notes compare with the plain chain; a node that runs Docker has it inside its own.
  const links = path.chain.filter((link) => link.id !== 'kubelet').map((link) => link.name);
  const starter = links.at(-1) ?? 'runC';
  const daemons = links.slice(0, -1).join(' → ') || 'containerd';
  return {
    columns: ['asks', 'decides', 'orders', 'runs', 'starts', 'result'].map((key) => t(`columns.${key as 'asks'}`)),
    kubernetes: [
      { name: 'kubectl', note: t('asksKubectl') },
      { name: 'kube-apiserver', note: t('decidesKubernetes') },
      { name: 'kubelet' },
      { name: daemons },
      { name: starter, moment: true },
      { name: t('pod') },
    ],
    docker: [
      { name: 'docker', note: t('asksDocker') },
      { name: t('nobody'), note: t('decidesDocker'), none: true },
      { name: 'dockerd' },
      { name: 'containerd' },
      { name: 'runC', moment: true },
      { name: t('container') },
    ],
  };
}

function Box({ cell }: { cell: Cell }) {
  return (
    <span
      className={`block border-(length:--stroke) bg-surface px-[0.8em] py-[0.45em] text-center ${
        cell.none ? 'border-transparent bg-transparent text-soft' : 'border-line'
      } ${cell.moment ? 'rounded-[1.6em] border-dashed' : 'rounded-[3px]'}`}
    >
      <span className={cell.none ? '' : 'font-mono font-semibold'}>{cell.name}</span>
      {cell.note ? <span className="block text-[0.88em] text-soft">{cell.note}</span> : null}
    </span>
  );
}

export function DockerLesson({ path }: { path: PodPath }) {
  const t = useTranslations('path.docker');
  const { columns, kubernetes, docker } = useRows(path);
  const [open, setOpen] = useState(false);
  const isSample = useSection('source')?.kind === 'sample';
  return (
    <details className="border-hair border-t pt-[0.8em]" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer font-semibold">{t('title')}</summary>
      <p className="mt-[0.5em] text-soft">{t('body')}</p>
      <ScrollRegion label={t('title')} className="mt-[0.6em] overflow-x-auto">
        <table className="w-full min-w-[58em] table-fixed border-separate border-spacing-x-[0.6em] border-spacing-y-[0.4em]">
          <thead>
            <tr className="text-soft text-xs">
              <td className="w-[8em]" />
              {columns.map((column) => (
                <th key={column} scope="col" className="font-normal">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[
              { name: t('withKubernetes'), cells: kubernetes },
              { name: t('withDocker'), cells: docker },
            ].map((row) => (
              <tr key={row.name}>
                <th scope="row" className="text-left font-semibold">
                  {row.name}
                </th>
                {row.cells.map((cell, index) => (
                  <td key={columns[index]} className="align-middle">
                    <Box cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="mt-[0.4em]">
        <b className="font-mono">{t('same')}</b> <span className="text-soft">{t('difference')}</span>
      </p>
      {open && isSample ? <DockerRun /> : null}
    </details>
  );
}
