'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import type { SampleAct, SampleState } from '@/lib/contract/sample';

const SPEEDS = ['1', '2', '5', '10'] as const;
const STEP_SECONDS = 10;

/** How fast the simulation's time flows. Acts at once: time is nobody's object to break. */
export function TimeControls({ state, act }: { state: SampleState; act: (act: SampleAct) => void }) {
  const t = useTranslations('sample.time');
  return (
    <section aria-label={t('label')} className="flex flex-wrap items-center gap-[0.6em]">
      <Button aria-pressed={state.paused} onClick={() => act({ do: state.paused ? 'resume' : 'pause' })}>
        {t(state.paused ? 'resume' : 'pause')}
      </Button>
      {state.paused && (
        <Button onClick={() => act({ do: 'step', seconds: STEP_SECONDS })}>
          {t('step', { seconds: STEP_SECONDS })}
        </Button>
      )}
      <Segmented
        label={t('speed')}
        value={SPEEDS.find((speed) => Number(speed) === state.speed) ?? '1'}
        segments={SPEEDS.map((value) => ({ value, label: `×${value}`, name: t('times', { speed: Number(value) }) }))}
        onChange={(speed) => act({ do: 'speed', speed: Number(speed) })}
      />
    </section>
  );
}
