'use client';
/** The path of a pod: the strip and the waterfall, or a player under the diagram; follows live while the pod is being born. */
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useSampleControls } from '@/components/sample/use-sample-panel';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import { Icon } from '@/components/ui/icon';
import { ScrollRegion } from '@/components/ui/scroll-region';
import type { PathAnswer } from '@/lib/contract/path';
import { lastOf } from '@/lib/hooks/use-resource';
import { useView } from '@/lib/hooks/use-view';
import { hopPlace } from '@/lib/model/path/diagram-nodes';
import { storyNumbers } from '@/lib/model/path/story';
import { waterfall } from '@/lib/model/path/waterfall';
import { setHighlight } from '@/lib/store/highlight';
import { CLOSED_PATH, NEXT_POD_VIEW } from '@/lib/store/view-state';
import { CopyMenu } from './copy-menu';
import { DifferenceNote } from './difference-note';
import { DockerLesson } from './docker-lesson';
import { InsideServer } from './inside-server';
import { Notes } from './notes';
import { PathHeading } from './path-heading';
import { PlacementTable } from './placement-table';
import { PlayerBar } from './player-bar';
import { PodChoice } from './pod-choice';
import { Strip } from './strip';
import { useNextPod } from './use-next-pod';
import { usePath } from './use-path';
import { type Player, usePlayer } from './use-player';
import { WaterfallTable } from './waterfall-table';

const COMMAND = 'kubectl run prueba --image=nginx';

/** Under the diagram it has one height, whatever it tells, so that the diagram does not move for what is born. */
function Frame({ full, children }: { full: boolean; children: React.ReactNode }) {
  const t = useTranslations('path');
  const [, setView] = useView();
  const close = () => setView(CLOSED_PATH);
  return (
    <section
      aria-label={t('title', { pod: '' })}
      id="path"
      className={`relative border-line bg-canvas ${full ? 'h-full overflow-y-auto' : 'border-t-(length:--stroke) md:h-[15.3em]'}`}
    >
      <button
        type="button"
        aria-label={t('close')}
        title={t('close')}
        onClick={close}
        className="absolute top-[0.8em] right-[0.8em] p-[0.4em] text-soft hover:text-accent"
      >
        <Icon name="close" />
      </button>
      {children}
    </section>
  );
}

/** It started under our eyes and has not arrived yet. */
const isBeingBorn = (path: PathAnswer) => !path.complete && path.hops.at(-1)?.clock === 'seen';

/** Lights what has been reached on the diagram; puts it out when the telling ends. */
function useHighlightedPath(path: PathAnswer | undefined, player: Player) {
  const { step } = player;
  useEffect(() => {
    if (!path) return;
    const reached = step === 0 ? path.hops : path.hops.slice(0, step);
    setHighlight({
      steps: reached.filter((hop) => hop.evidenceLevel !== 'absent').map((hop) => hopPlace(hop, path)),
      // Not reached step by step, a pod being born now shows how far it has come.
      present: step > 0 ? reached.at(-1)?.evidenceLevel !== 'absent' : isBeingBorn(path),
      number: step > 0 ? storyNumbers(reached).at(-1) : undefined,
      node: path.node,
    });
    return () => setHighlight(undefined);
  }, [path, step]);
}

function PathView({
  path,
  beside,
  onDiagram,
  setOnDiagram,
}: {
  path: PathAnswer;
  beside: string | undefined;
  onDiagram: boolean;
  setOnDiagram: (on: boolean) => void;
}) {
  const t = useTranslations('path');
  const [{ context, path: pod = '' }, setView] = useView();
  const player = usePlayer(path.hops);
  const other = usePath(beside, context);
  useHighlightedPath(path, player);
  const otherPath = beside && other.state === 'ready' ? other.value : undefined;
  const lengthMs = otherPath ? Math.max(waterfall(path).lengthMs, waterfall(otherPath).lengthMs) : undefined;
  const go = player.go;
  return (
    <Frame full={!onDiagram}>
      {onDiagram ? null : (
        <div className="border-hair border-b pr-[3em]">
          <Strip path={path} hops={path.hops} step={player.step} />
        </div>
      )}
      <div className={`flex flex-col gap-[1em] px-[1.8em] py-[1em] ${onDiagram ? 'h-full' : ''}`}>
        <div className={`flex flex-wrap items-start gap-[0.8em] ${onDiagram ? 'pr-[2em]' : ''}`}>
          <PathHeading path={path} short={onDiagram} />
          <PlayerBar player={player} />
          <Button aria-pressed={onDiagram} onClick={() => setOnDiagram(!onDiagram)}>
            <Icon name={onDiagram ? 'outline' : 'map'} />
            {onDiagram ? t('asWaterfall') : t('onDiagram')}
          </Button>
          {onDiagram ? null : (
            <>
              <PodChoice pod={pod} value={beside} onChange={(key) => setView({ beside: key })} />
              <CopyMenu path={path} heading={t('title', { pod: `${path.pod.namespace}/${path.pod.name}` })} />
            </>
          )}
        </div>
        {onDiagram ? (
          <CurrentHop path={path} step={player.step} onStep={go} />
        ) : (
          <>
            {otherPath ? <DifferenceNote path={path} other={otherPath} /> : null}
            <WaterfallTable
              path={path}
              hops={path.hops}
              step={player.step}
              onStep={go}
              {...(lengthMs ? { lengthMs } : {})}
              {...(otherPath ? { beside: otherPath } : {})}
            />
            {otherPath ? (
              <>
                <PathHeading path={otherPath} />
                <WaterfallTable
                  path={otherPath}
                  hops={otherPath.hops}
                  step={0}
                  onStep={() => undefined}
                  {...(lengthMs ? { lengthMs } : {})}
                />
              </>
            ) : null}
            <PlacementTable path={path} />
            <Notes path={path} />
            {path.origin === 'static' ? null : <InsideServer path={path} />}
            <DockerLesson path={path} />
          </>
        )}
      </div>
    </Frame>
  );
}

/** Under the diagram the present step is told; before the telling, all of it: in one room, whatever stands in it. */
function CurrentHop({ path, step, onStep }: { path: PathAnswer; step: number; onStep: (step: number) => void }) {
  const hop = step > 0 ? path.hops[step - 1] : undefined;
  return (
    <ScrollRegion label={path.pod.name} className="min-h-0 flex-1 overflow-y-auto max-md:h-[7em] max-md:flex-none">
      <div aria-live={hop ? 'polite' : 'off'}>
        <WaterfallTable path={path} hops={path.hops} step={hop ? step : 0} only={hop !== undefined} onStep={onStep} />
      </div>
    </ScrollRegion>
  );
}

function Waiting() {
  const t = useTranslations('path.waiting');
  const [, setView] = useView();
  // Another cluster is the one of the person's terminal already.
  const sample = useSampleControls().state;
  const connect = sample ? `export KUBECONFIG=${sample.kubeconfig}` : undefined;
  return (
    <Frame full={false}>
      <div className="flex h-full flex-wrap content-center items-center gap-x-[1em] gap-y-[0.6em] py-[1em] pr-[3.5em] pl-[1.8em]">
        <div className="min-w-0 flex-[1_1_24em]">
          <h2 className="font-semibold text-xl">{t('title')}</h2>
          <p className="text-soft">{t('body')}</p>
        </div>
        <div className="grid gap-[0.3em]">
          {connect ? <CommandLine command={connect} /> : null}
          <CommandLine command={COMMAND} />
        </div>
        <Button onClick={() => setView(CLOSED_PATH)}>{t('stop')}</Button>
      </div>
    </Frame>
  );
}

/** `onDiagram` is whether the diagram stays above the panel; the page lays them out. */
export function PathPanel({ onDiagram, setOnDiagram }: { onDiagram: boolean; setOnDiagram: (on: boolean) => void }) {
  const t = useTranslations('path');
  const [{ path: pod, beside, context }] = useView();
  const waiting = pod === NEXT_POD_VIEW.path;
  // The diagram was there while we waited, and stays: what is born is lit on it, hop by hop.
  useNextPod(waiting, () => setOnDiagram(true));
  const state = usePath(waiting ? undefined : pod, context);
  if (waiting) return <Waiting />;
  const path = lastOf(state);
  if (path) return <PathView path={path} beside={beside} onDiagram={onDiagram} setOnDiagram={setOnDiagram} />;
  return (
    <Frame full={!onDiagram}>
      <p role="status" className="px-[1.8em] py-[2em] text-soft">
        {state.state === 'failed' ? t('failed') : t('loading')}
      </p>
      {state.state === 'failed' ? (
        <p className="px-[1.8em]">
          <Button onClick={state.again}>{t('retry')}</Button>
        </p>
      ) : null}
    </Frame>
  );
}
