'use client';
/** The path as browsers' developer tools draw requests: one bar a hop on a common axis, its proof at the end of the row. */
import { useTranslations } from 'use-intl';
import { API_SECOND_MS } from '@/lib/model/path/instant';
import type { Hop, PodPath } from '@/lib/model/path/types';
import { type WaterfallBar, waterfall } from '@/lib/model/path/waterfall';
import { DegreeMark } from '../state-mark';
import { axisSteps } from './duration';
import { type HopWords, useHopWords } from './hop-words';

interface WaterfallProps {
  path: PodPath;
  hops: readonly Hop[];
  /** Hops told so far; 0 shows all alike. */
  step: number;
  onStep: (step: number) => void;
  /** Milliseconds of a common axis, when two are compared. */
  lengthMs?: number;
  /** Only the row of the present step, where it is on the whole axis. */
  only?: boolean;
}

/** On a phone the axis is short: the label of a bar that ends with it stands beside it. */
const LABEL_ROOM = 'max-md:pr-[2.6em]';
const percent = (ms: number, length: number) => `${Math.max(0, Math.min(100, (ms / length) * 100))}%`;

function Bar({ bar, length, label, told }: { bar: WaterfallBar; length: number; label: string; told: boolean }) {
  const { hop, fromMs, toMs, workFromMs } = bar;
  const bad = hop.failure?.lasting ? 'text-bad' : 'text-soft';
  if (fromMs === undefined || toMs === undefined) return <span className={`pl-[0.5em] ${bad}`}>{label}</span>;
  const work = workFromMs ?? fromMs;
  const looks = hop.failure?.lasting
    ? 'bg-bad'
    : (hop.precisionMs ?? 0) < API_SECOND_MS
      ? 'bg-accent'
      : 'bar-striped border border-accent';
  const right = fromMs > length * 0.8;
  return (
    <span className="relative block h-full w-full">
      {work > fromMs ? (
        <span
          className="absolute top-1/2 h-0 border-soft border-t-2"
          style={{ left: percent(fromMs, length), width: percent(work - fromMs, length) }}
        />
      ) : null}
      <span
        className={`absolute top-1/2 h-[1.1em] min-w-[6px] -translate-y-1/2 rounded-[2px] ${looks} ${told ? '' : 'opacity-35'}`}
        style={{ left: percent(work, length), width: percent(toMs - work, length) }}
      />
      <span
        className={`absolute top-1/2 -translate-y-1/2 whitespace-nowrap px-[0.7em] ${bad}`}
        style={
          right
            ? { right: `calc(100% - ${percent(fromMs, length)})` }
            : { left: `max(calc(${percent(toMs, length)} + 2px), calc(${percent(work, length)} + 6px))` }
        }
      >
        {label}
      </span>
    </span>
  );
}

/** `status.conditions[Ready].lastTransitionTime` is said `Ready`; the whole path is told when the row is chosen. */
const shortField = (field: string) =>
  /conditions\[([^\]]*)\]/.exec(field)?.[1] ??
  /annotations\["kubernetes\.io\/([^"]*)"\]/.exec(field)?.[1] ??
  field.replace(/^status\.(init)?[cC]ontainerStatuses\[[^\]]*\]\./, '').replace(/^(metadata|status|spec)\./, '');

function proofOf(hop: Hop): string {
  const names = hop.evidence.map((one) =>
    one.object.startsWith('Event ') ? one.object.slice(6) : shortField(one.field),
  );
  return [...new Set(names)].slice(0, 3).join(' · ');
}

function Row({
  bar,
  index,
  path,
  words,
  length,
  ticks,
  told,
  current,
  onStep,
}: {
  bar: WaterfallBar;
  index: number;
  path: PodPath;
  words: HopWords;
  length: number;
  /** Where the lines of the axis stand. */
  ticks: readonly number[];
  told: boolean;
  current: boolean;
  onStep: (step: number) => void;
}) {
  const { hop } = bar;
  const t = useTranslations('path');
  const reason = words.reason(hop);
  return (
    <>
      <tr
        aria-current={current ? 'step' : undefined}
        className={`border-hair border-t ${current ? 'bg-accent-soft' : ''} ${told ? '' : 'text-soft'}`}
      >
        <th scope="row" className="py-[0.5em] pr-[1em] text-left font-normal">
          <button type="button" className="flex items-baseline gap-[0.8em] text-left" onClick={() => onStep(index + 1)}>
            <span
              className={`inline-flex h-[1.7em] w-[1.7em] shrink-0 items-center justify-center self-center rounded-full border text-[0.9em] ${current ? 'border-accent font-semibold text-accent' : 'border-line text-soft'}`}
            >
              {index + 1}
            </span>
            <span className="break-words">{words.title(hop, path)}</span>
          </button>
        </th>
        <td className="mono-cell py-[0.5em] pr-[1em] font-mono text-soft max-lg:overflow-hidden max-lg:whitespace-nowrap max-lg:p-0">
          {words.where(hop)}
        </td>
        <td className={`h-[2.6em] p-0 ${LABEL_ROOM}`}>
          <span className="relative flex h-full items-center">
            {ticks.map((at) => (
              <i
                key={at}
                aria-hidden="true"
                className="absolute inset-y-0 border-hair border-l opacity-50 max-md:hidden"
                style={{ left: percent(at, length) }}
              />
            ))}
            <Bar bar={bar} length={length} label={words.time(hop)} told={told} />
          </span>
        </td>
        <td
          className="py-[0.5em] pl-[1em] text-soft max-md:overflow-hidden max-md:p-0"
          title={hop.evidence.map((one) => `${one.object} ${one.field} = ${one.value}`).join('\n')}
        >
          <span className="flex items-baseline gap-[0.5em] max-md:h-[1em] max-md:w-0 max-md:overflow-hidden">
            <DegreeMark degree={hop.degree} />
            <span className="min-w-0 break-words">{proofOf(hop)}</span>
          </span>
        </td>
      </tr>
      {hop.failure || (current && (reason || hop.evidence.length)) ? (
        <tr className={current ? 'bg-accent-soft' : ''}>
          <td colSpan={4} className="pb-[0.6em] pl-[2.6em] text-soft">
            {hop.failure ? (
              <p className={hop.failure.lasting ? 'text-bad' : ''}>
                <b className="font-mono">{hop.failure.reason}</b>{' '}
                {hop.failure.count ? `(${t('failures', { count: hop.failure.count })}) ` : ''}
                <span className="break-words">{hop.failure.message}</span>
              </p>
            ) : null}
            {current && reason ? <p>{reason}</p> : null}
            {current && hop.waitedMs ? (
              <p>{t('waited', { time: words.duration(hop.waitedMs, hop.precisionMs) })}</p>
            ) : null}
            {current ? (
              <ul className="mt-[0.2em] font-mono text-[0.92em]">
                {hop.evidence.map((one) => (
                  <li key={`${one.object} ${one.field} ${one.value}`} className="break-words">
                    {one.object} · {one.field} = {one.value}
                  </li>
                ))}
              </ul>
            ) : null}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** A table, so that it is read row by row by those who cannot see the bars. */
export function WaterfallTable({ path, hops, step, onStep, lengthMs, only }: WaterfallProps) {
  const t = useTranslations('path');
  const words = useHopWords();
  const drawn = waterfall(path, hops);
  // Room at the end of the axis for the label of the last bar.
  const length = (lengthMs ?? drawn.lengthMs) * 1.14;
  const steps = axisSteps(length);
  return (
    <table className="w-full table-fixed border-collapse">
      <colgroup>
        <col className="w-[27%] max-md:w-[48%]" />
        <col className="w-[11.5em] max-lg:w-0" />
        <col />
        <col className="w-[22%] max-md:w-0" />
      </colgroup>
      <thead>
        <tr className="text-left text-soft">
          <th scope="col" className="sr-only">
            {t('columns.hop')}
          </th>
          <th scope="col" className="p-0">
            <span className="sr-only">{t('columns.where')}</span>
          </th>
          <th scope="col" className={`h-[1.8em] p-0 font-normal ${LABEL_ROOM}`}>
            <span className="sr-only">{t('columns.time')}</span>
            <span className="relative block h-full">
              {steps.map((at, index) => (
                <span
                  key={at}
                  aria-hidden="true"
                  className={`absolute top-0 whitespace-nowrap ${index === 0 ? '' : '-translate-x-1/2'} ${index === 0 || index === steps.length - 1 ? '' : 'max-md:hidden'} ${at / length > 0.92 ? '-translate-x-full' : ''}`}
                  style={{ left: percent(at, length) }}
                >
                  {at === 0 ? 0 : words.duration(at)}
                </span>
              ))}
            </span>
          </th>
          <th scope="col" className="p-0">
            <span className="sr-only">{t('columns.proof')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {drawn.bars.map((bar, index) =>
          only && index !== step - 1 ? null : (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: hops are identified by their place on the path
              key={index}
              bar={bar}
              index={index}
              path={path}
              words={words}
              length={length}
              ticks={steps}
              told={step === 0 || index < step}
              current={index === step - 1}
              onStep={onStep}
            />
          ),
        )}
      </tbody>
    </table>
  );
}
