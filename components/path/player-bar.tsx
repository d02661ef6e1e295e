'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { type Player, SPEEDS } from './use-player';

const SHAPES = {
  first: 'M3 3v10M13 3 6 8l7 5z',
  back: 'M12 3 5 8l7 5z',
  forward: 'm4 3 7 5-7 5z',
  play: 'm4 2 10 6-10 6z',
  pause: 'M5 3v10M11 3v10',
} as const;

function Glyph({ shape }: { shape: keyof typeof SHAPES }) {
  return (
    <svg viewBox="0 0 16 16" className="h-[1em] w-[1em]" aria-hidden="true">
      <path
        d={SHAPES[shape]}
        fill={shape === 'pause' ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="2"
      />
    </svg>
  );
}

/** Play, pause, step, scrub, speed. What can go no further keeps the focus. */
export function PlayerBar({ player }: { player: Player }) {
  const t = useTranslations('path.player');
  const { step, total, playing, speed } = player;
  const next = SPEEDS[(SPEEDS.indexOf(speed as (typeof SPEEDS)[number]) + 1) % SPEEDS.length] ?? 1;
  return (
    <fieldset className="flex flex-wrap items-center gap-[0.5em]" aria-label={t('label')}>
      <Button square aria-label={t('first')} aria-disabled={step === 0} onClick={() => player.go(0)}>
        <Glyph shape="first" />
      </Button>
      <Button square aria-label={t('back')} aria-disabled={step === 0} onClick={() => player.go(step - 1)}>
        <Glyph shape="back" />
      </Button>
      <Button
        look="primary"
        aria-label={`${playing ? t('pause') : t('play')} ${step}/${total}`}
        onClick={player.toggle}
      >
        <Glyph shape={playing ? 'pause' : 'play'} />
        <span className="min-w-[3.2em] text-left">
          {step}/{total}
        </span>
      </Button>
      <Button square aria-label={t('forward')} aria-disabled={step >= total} onClick={() => player.go(step + 1)}>
        <Glyph shape="forward" />
      </Button>
      <input
        type="range"
        min={0}
        max={total}
        value={step}
        aria-label={t('scrub')}
        aria-valuetext={t('step', { step, total })}
        onChange={(event) => player.go(Number(event.currentTarget.value))}
        className="w-[9em] accent-accent max-md:hidden"
      />
      <Button aria-label={`${t('speed')}: ×${speed}`} onClick={() => player.setSpeed(next)}>
        ×{speed}
      </Button>
    </fieldset>
  );
}
