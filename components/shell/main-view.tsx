'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { later } from '@/components/ui/later';
import { isProblemCode, type Problem } from '@/lib/contract/problem';
import { useSection } from '@/lib/hooks/use-cluster';
import { useLink } from '@/lib/hooks/use-session';
import { useView } from '@/lib/hooks/use-view';
import type { Connection } from '@/lib/model/cluster';

import { NEXT_POD_VIEW } from '@/lib/store/view-state';
import { StaleBanner } from './banners';
import { EmptyCluster } from './empty-cluster';
import { FilterBar } from './filter-bar';
import { ProblemView } from './problem-view';
import { Skeleton } from './skeleton';

// Drawn in the browser only: its positions are style properties, which a strict policy allows to scripts alone.
const loadDiagram = () => import('@/components/diagram/diagram-canvas').then((module) => module.DiagramCanvas);
// There its code is on the way before anything is rendered; what fails now is tried again when it is wanted.
if (typeof window !== 'undefined') loadDiagram().catch(() => undefined);
const Inspector = later(() => import('@/components/inspector/inspector').then((module) => module.Inspector));
const Outline = later(() => import('@/components/outline/outline').then((module) => module.Outline));
const PathPanel = later(() => import('@/components/path/path-panel').then((module) => module.PathPanel));
const StartupPanel = later(() => import('@/components/path/startup-panel').then((module) => module.StartupPanel));

const DiagramCanvas = dynamic(loadDiagram, { ssr: false, loading: Skeleton });
const FleetDiagram = later(() =>
  import('@/components/diagram/fleet/fleet-diagram').then((module) => module.FleetDiagram),
);

/** Beyond so many nodes their boxes cannot be read beside each other, and the diagram is of groups. */
const MOST_BOXES = 60;

/** The nodes as boxes, or, of more than can be read, as a field of groups. */
function AnyDiagram() {
  const fleet = useSection('fleet');
  return fleet && (!fleet.whole || fleet.totals.nodes > MOST_BOXES) ? <FleetDiagram /> : <DiagramCanvas />;
}

function problemOf(connection: Connection): Problem | undefined {
  if (connection.state !== 'unreachable' && connection.state !== 'denied') return undefined;
  const code = isProblemCode(connection.code) ? connection.code : 'connection-lost';
  return connection.message ? { code, detail: connection.message } : { code };
}

function Diagram() {
  const t = useTranslations('shell');
  const [{ outline, startup, selection, path }] = useView();
  const [onDiagram, setOnDiagram] = useState(false);
  // Waiting for a pod, and telling its path on the diagram, leave the diagram where it is.
  const withDiagram = !path || onDiagram || path === NEXT_POD_VIEW.path;
  return (
    <div className="flex h-full min-h-0 max-md:flex-col">
      <h1 className="sr-only">{t('main')}</h1>
      <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        <div data-over-diagram={outline ? undefined : true} className={outline ? '' : 'absolute inset-x-0 top-0 z-10'}>
          <StaleBanner />
          {(path && !withDiagram) || startup ? null : <FilterBar />}
        </div>
        {withDiagram ? (
          <div className="min-h-0 flex-1 overflow-y-auto">
            {outline ? <Outline /> : startup ? <StartupPanel /> : <AnyDiagram />}
          </div>
        ) : null}
        {path ? (
          <div className={withDiagram ? 'shrink-0' : 'min-h-0 flex-1'}>
            <PathPanel onDiagram={onDiagram} setOnDiagram={setOnDiagram} />
          </div>
        ) : null}
      </div>
      {selection ? (
        <aside
          id="inspector"
          tabIndex={-1}
          aria-label={t('inspector')}
          className="w-[27em] max-w-[40vw] max-xl:w-[24em] shrink-0 overflow-y-auto border-line border-l-(length:--stroke) bg-surface outline-none max-md:h-[46dvh] max-md:w-full max-md:max-w-none max-md:border-t-(length:--stroke) max-md:border-l-0 max-md:[body:has(#sample-controls)_&]:hidden"
        >
          <Inspector />
        </aside>
      ) : null}
    </div>
  );
}

/** What lies on the drafting table: the diagram, or why there is none. A picture once seen is kept while the line is cut. */
export function MainView() {
  const { link, retry } = useLink();
  const connection = useSection('connection');
  const { nodes = 0, pods = 0 } = useSection('fleet')?.totals ?? {};
  const empty = nodes + pods === 0;
  const isWaiting = !connection || connection.state === 'connecting';
  if (isWaiting && empty && link.problem) return <ProblemView problem={link.problem} retry={retry} />;
  if (!connection) return <Skeleton />;
  if (!empty) return <Diagram />;
  const problem = problemOf(connection);
  if (problem) return <ProblemView problem={problem} retry={retry} />;
  return connection.state === 'connecting' ? <Skeleton /> : <EmptyCluster />;
}
