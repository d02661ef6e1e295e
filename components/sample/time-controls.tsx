'use client';
import type { SampleAct, SampleState } from '@kubeplano/sample-cluster/controls';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';

const SPEEDS = ['1', '2', '5', '10'] as const;
const STEP_SECONDS = 10;

/**
 * How fast the simulation's time flows. Acts at once: time is nobody's object to break, and it is stopped to be in time
 * for something. Its commands are among those for the terminal.
 */
export function TimeControls({ state, act }: { state: SampleState; act: (act: SampleAct) => void }) {
  const t = useTranslations('sample.time');
  const flow = t(state.paused ? 'resume' : 'pause');
  return (
    <section aria-label={t('label')} className="flex items-center gap-[0.6em]">
      <Button square aria-label={flow} title={flow} onClick={() => act({ do: state.paused ? 'resume' : 'pause' })}>
        <Icon name={state.paused ? 'play' : 'pause'} />
      </Button>
      <Segmented
        label={t('speed')}
        value={SPEEDS.find((speed) => Number(speed) === state.speed) ?? ''}
        segments={SPEEDS.map((value) => ({ value, label: `×${value}`, name: t('times', { speed: Number(value) }) }))}
        onChange={(speed) => act({ do: 'speed', speed: Number(speed) })}
        className="max-md:h-auto"
      />
      <Button
        title={t('stepMeaning', { seconds: STEP_SECONDS })}
        onClick={() => act({ do: 'step', seconds: STEP_SECONDS })}
      >
        {t('step', { seconds: STEP_SECONDS })}
      </Button>
    </section>
  );
}
