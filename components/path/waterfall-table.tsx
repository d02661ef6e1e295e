'use client';
/** The path as browsers' developer tools draw requests: one bar a hop on a common axis, its proof at the end of the row. */
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import { Clock } from '@/components/parts/time';
import { differences } from '@/lib/model/path/compare';
import { API_SECOND_MS } from '@/lib/model/path/instant';
import { storyNumbers } from '@/lib/model/path/story';
import type { Hop, PodPath } from '@/lib/model/path/types';
import { type WaterfallAxis, type WaterfallBar, waterfall } from '@/lib/model/path/waterfall';
import { axisSteps } from './axis-steps';
import { type HopWords, useHopWords } from './hop-words';
import { useMeaning } from './use-meaning';

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
  /** The path it is compared with: what took longer says how much. */
  beside?: PodPath;
}

/** On a phone the axis is short: the label of a bar that ends with it stands beside it. */
const LABEL_ROOM = 'max-md:pr-[2.6em]';
const percent = (ms: number, length: number) => `${Math.max(0, Math.min(100, (ms / length) * 100))}%`;

function Bar({ bar, length, label, reached }: { bar: WaterfallBar; length: number; label: string; reached: boolean }) {
  const { hop, fromMs, toMs, workFromMs, ranFromMs } = bar;
  const bad = hop.failure?.lasting ? 'text-bad' : 'text-soft';
  if (fromMs === undefined || toMs === undefined) return <span className={`pl-[0.5em] ${bad}`}>{label}</span>;
  const work = workFromMs ?? fromMs;
  const looks = hop.failure?.lasting
    ? 'bg-bad'
    : (hop.precisionMs ?? 0) < API_SECOND_MS
      ? 'bg-accent'
      : 'bar-striped border border-accent';
  const right = fromMs > length * 0.8;
  const first = ranFromMs ?? fromMs;
  return (
    <span className="relative block h-full w-full">
      {ranFromMs === undefined ? null : (
        <span
          className="absolute top-1/2 h-[0.7em] -translate-y-1/2 rounded-[2px] border border-soft"
          style={{ left: percent(ranFromMs, length), width: percent(fromMs - ranFromMs, length) }}
        />
      )}
      {work > fromMs ? (
        <span
          className="absolute top-1/2 h-0 border-soft border-t-2"
          style={{ left: percent(fromMs, length), width: percent(work - fromMs, length) }}
        />
      ) : null}
      <span
        className={`absolute top-1/2 h-[1.1em] min-w-[6px] -translate-y-1/2 rounded-[2px] ${looks} ${reached ? '' : 'opacity-35'}`}
        style={{ left: percent(work, length), width: percent(toMs - work, length) }}
      />
      <span
        className={`absolute top-1/2 -translate-y-1/2 whitespace-nowrap px-[0.7em] ${bad} ${right ? '' : 'max-md:-right-[2.6em] max-md:whitespace-normal max-md:leading-tight'}`}
        style={
          right
            ? { right: `calc(100% - ${percent(first, length)})` }
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

/** Deployment → ReplicaSet → Pod: each was written to the API server, seen there by the next controller, and answered with the next. */
function RoundTrips({ hop }: { hop: Hop }) {
  const t = useTranslations('path');
  const steps = [
    ...(hop.steps ?? []).map(({ kind, name, createdAt }) => ({ key: `${kind} ${name}`, at: createdAt })),
    { key: 'Pod', at: hop.endedAt },
  ];
  return (
    <p className="break-words text-[0.92em]">
      {t('roundTrips')}{' '}
      {steps.map((step, index) => (
        <span key={step.key}>
          {index > 0 ? ' → ' : ''}
          <span className="font-mono">{step.key}</span> {step.at ? <Clock at={step.at} /> : null}
        </span>
      ))}
    </p>
  );
}

/** Under a row: the steps of controllers, what failed and what that means; of the present row also how all of it is known. */
function Details({ hop, current, words }: { hop: Hop; current: boolean; words: HopWords }) {
  const t = useTranslations('path');
  const meaning = useMeaning();
  const reason = words.reason(hop);
  const means = hop.failure && meaning(hop.failure.reason);
  if (!hop.failure && !hop.steps && !(current && (reason || hop.evidence.length))) return null;
  return (
    <tr className={current ? 'bg-accent-soft' : ''}>
      <td colSpan={4} className="pb-[0.6em] pl-[2.6em] text-soft">
        {hop.steps ? <RoundTrips hop={hop} /> : null}
        {hop.failure ? (
          <p className={hop.failure.lasting ? 'text-bad' : ''}>
            <b className="font-mono">{hop.failure.reason}</b>{' '}
            {hop.failure.count ? `(${t('failures', { count: hop.failure.count })}) ` : ''}
            <span className="break-words">{hop.failure.message}</span>
          </p>
        ) : null}
        {means ? <p>{means}</p> : null}
        {current && reason ? <p>{reason}</p> : null}
        {current && hop.waitedMs ? <p>{t('waited', { time: words.duration(hop.waitedMs, hop.precisionMs) })}</p> : null}
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
  );
}

function Row({
  bar,
  index,
  number,
  path,
  words,
  length,
  ticks,
  reached,
  current,
  onStep,
  difference,
}: {
  bar: WaterfallBar;
  index: number;
  /** Its number in the story, as on the arrows of the diagram. */
  number: number;
  path: PodPath;
  words: HopWords;
  length: number;
  /** Where the lines of the axis stand. */
  ticks: readonly number[];
  reached: boolean;
  current: boolean;
  onStep: (step: number) => void;
  /** How much longer than on the path it is compared with, in words. */
  difference: string | undefined;
}) {
  const { hop } = bar;
  return (
    <>
      <tr
        aria-current={current ? 'step' : undefined}
        className={`border-hair border-t ${current ? 'bg-accent-soft' : ''} ${reached ? '' : 'text-soft'}`}
      >
        <th scope="row" className="py-[0.5em] pr-[1em] text-left font-normal">
          <button type="button" className="flex items-baseline gap-[0.8em] text-left" onClick={() => onStep(index + 1)}>
            <span
              className={`inline-flex h-[1.7em] w-[1.7em] shrink-0 items-center justify-center self-center rounded-full border text-[0.9em] ${current ? 'border-accent font-semibold text-accent' : 'border-line text-soft'}`}
            >
              {number}
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
            <Bar
              bar={bar}
              length={length}
              label={[words.time(hop), difference].filter(Boolean).join(' · ')}
              reached={reached}
            />
          </span>
        </td>
        <td
          className="py-[0.5em] pl-[1em] text-soft max-md:overflow-hidden max-md:p-0"
          title={hop.evidence.map((one) => `${one.object} ${one.field} = ${one.value}`).join('\n')}
        >
          <span className="flex items-baseline gap-[0.5em] max-md:h-[1em] max-md:w-0 max-md:overflow-hidden">
            <EvidenceMark evidenceLevel={hop.evidenceLevel} />
            <span className="min-w-0 break-words">{proofOf(hop)}</span>
          </span>
        </td>
      </tr>
      <Details hop={hop} current={current} words={words} />
    </>
  );
}

/** Room at the end of the axis for the label of the last bar; a difference takes more. */
const withRoom = (lengthMs: number, isCompared = false) => lengthMs * (isCompared ? 1.26 : 1.14);

/** Marks of an axis over its column. */
function AxisMarks({ length, words }: { length: number; words: HopWords }) {
  const steps = axisSteps(length);
  return (
    <span className="relative block h-[1.8em]">
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
  );
}

/** What came long after begins an axis of its own, at the hour it began. */
function AfterRow({ axis, words }: { axis: WaterfallAxis; words: HopWords }) {
  const t = useTranslations('path');
  return (
    <tr className="border-line border-t text-soft">
      <th scope="colgroup" colSpan={2} className="pt-[0.7em] text-left font-semibold">
        {t('afterwards')} <span className="font-normal">{axis.origin ? <Clock at={axis.origin} /> : null}</span>
      </th>
      <td className={`p-0 pt-[0.7em] ${LABEL_ROOM}`}>
        <AxisMarks length={withRoom(axis.lengthMs)} words={words} />
      </td>
      <td />
    </tr>
  );
}

/** A table, so that it is read row by row by those who cannot see the bars. */
export function WaterfallTable({ path, hops, step, onStep, lengthMs, only, beside }: WaterfallProps) {
  const t = useTranslations('path');
  const words = useHopWords();
  const drawn = waterfall(path, hops);
  const numbers = storyNumbers(hops);
  const lengths = {
    birth: withRoom(lengthMs ?? drawn.lengthMs, lengthMs !== undefined),
    after: withRoom(drawn.after?.lengthMs ?? 1),
  };
  // Of one step alone, only its own axis.
  const showsBirth = !only || drawn.bars[step - 1]?.axis !== 'after';
  const apart = new Map((beside ? differences(path, beside) : []).map((one) => [one.hop, one]));
  const differenceOf = (hop: Hop) => {
    const one = apart.get(hop);
    return one && Math.abs(one.ms) > one.precisionMs ? words.difference(one.ms, one.precisionMs) : undefined;
  };
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
          <th scope="col" className={`p-0 font-normal ${LABEL_ROOM}`}>
            <span className="sr-only">{t('columns.time')}</span>
            {showsBirth ? <AxisMarks length={lengths.birth} words={words} /> : null}
          </th>
          <th scope="col" className="p-0">
            <span className="sr-only">{t('columns.proof')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {drawn.bars.map((bar, index) =>
          only && index !== step - 1 ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: hops are identified by their place on the path
            <Fragment key={index}>
              {drawn.after && bar.axis === 'after' && (only || drawn.bars[index - 1]?.axis !== 'after') ? (
                <AfterRow axis={drawn.after} words={words} />
              ) : null}
              <Row
                bar={bar}
                index={index}
                number={numbers[index] ?? index + 1}
                path={path}
                words={words}
                length={lengths[bar.axis]}
                ticks={axisSteps(lengths[bar.axis])}
                reached={step === 0 || index < step}
                current={index === step - 1}
                onStep={onStep}
                difference={differenceOf(bar.hop)}
              />
            </Fragment>
          ),
        )}
      </tbody>
    </table>
  );
}
