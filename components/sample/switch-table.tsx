'use client';
import type { SampleAct, SampleSwitch } from '@kubeplano/sample-cluster/controls';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { isWell, SwitchToggle } from './switch-toggle';
import { useSwitchName } from './use-switch-name';

const WORDED = ['machine', 'kubelet', 'containerd'] as const;

/**
 * Switches by machine and by what runs there. Its cells have no room for words: a mark says what does not run, and
 * screen readers are told the word.
 */
export function SwitchTable({
  title,
  rows,
  columns,
  cell,
  switches,
  ask,
}: {
  title: 'control' | 'machines';
  rows: readonly string[];
  columns: readonly string[];
  cell: (row: string, column: string) => SampleSwitch | undefined;
  switches: readonly SampleSwitch[];
  ask: (act: SampleAct) => void;
}) {
  const t = useTranslations('sample');
  const nameOf = useSwitchName(switches);
  const wordOf = (column: string) => {
    const known = WORDED.find((one) => one === column);
    return known ? t(`columns.${known}`) : column;
  };
  return (
    <table className="w-full table-fixed">
      <caption className="heading pb-[0.2em] text-left">{t(`groups.${title}`)}</caption>
      <thead>
        <tr className="text-soft text-xs">
          <td className={title === 'control' ? 'w-[38%]' : 'w-[28%]'} />
          {columns.map((column) => (
            <th key={column} scope="col" className="text-right font-normal">
              {wordOf(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row} className="border-hair border-t">
            <th scope="row" className="break-words text-left font-normal leading-tight">
              {row}
            </th>
            {columns.map((column) => (
              <td key={column}>
                <Cell one={cell(row, column)} nameOf={nameOf} ask={ask} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({
  one,
  nameOf,
  ask,
}: {
  one: SampleSwitch | undefined;
  nameOf: ReturnType<typeof useSwitchName>;
  ask: (act: SampleAct) => void;
}) {
  const t = useTranslations('sample.phases');
  if (one === undefined) return null;
  return (
    <span className="flex items-center justify-end gap-[0.3em]">
      <span id={`phase-${one.name}`}>
        {!isWell(one) && (
          <>
            <StateMark health={one.phase === 'Starting' ? 'starting' : 'failing'} decorative />
            <span className="sr-only">{t(one.phase)}</span>
          </>
        )}
      </span>
      <SwitchToggle one={one} name={nameOf(one, true)} ask={ask} />
    </span>
  );
}
