'use client';
import { useTranslations } from 'use-intl';

const LANES = {
  client: ['h-[5.8em] w-[12em]', 'h-[4.6em] w-[12em]'],
  control: ['h-[4.6em] w-[17em]', 'h-[4.6em] w-[17em]', 'h-[7.8em] w-[17em]', 'h-[6em] w-[17em]'],
  nodes: ['h-[15em] w-full', 'h-[15em] w-full'],
} as const;
const lanes = ['client', 'control', 'nodes'] as const;

/** The diagram before anything is drawn on it: the lanes and the places, where they will be. */
export function Skeleton() {
  const t = useTranslations('shell.loading');
  return (
    <div className="canvas-grid flex h-full overflow-hidden p-[2em]" aria-busy="true">
      <p role="status" className="sr-only">
        {t('title')}
      </p>
      {lanes.map((lane) => (
        <div
          key={lane}
          className={`border-line border-dotted px-[1.5em] not-last:border-r ${lane === 'nodes' ? 'flex-1' : 'max-md:hidden'}`}
        >
          <p className="heading text-ink">{t(lane)}</p>
          <div className="mt-[2em] flex flex-col gap-[1.8em] motion-safe:animate-pulse">
            {LANES[lane].map((size, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing, never reordered.
              <div key={index} className={`rounded-[3px] border border-line border-dashed bg-surface/60 ${size}`} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
