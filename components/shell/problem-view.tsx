'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import { Icon } from '@/components/ui/icon';
import type { Problem } from '@/lib/contract/problem';
import { useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { visibleName } from '@/lib/model/visible-text';
import { kubectlHints } from '@/lib/store/kubectl-hints';
import { ContextList } from './context-list';
import { LeftOutList } from './left-out';
import { NoticePage } from './notice-page';
import { useProblemWords } from './problem-words';

/** The values of problems that have a name in both languages. */
const VALUES = [
  ...(['file', 'entry', 'path', 'context', 'known', 'server', 'proxy', 'issuer', 'provider', 'command'] as const),
  ...(['cluster', 'user', 'directory', 'kind', 'name', 'namespace', 'host', 'origin', 'parameter'] as const),
];

/** What happened, what it means, and what to do next. */
export function ProblemView({ problem, retry }: { problem: Problem; retry: () => void }) {
  const t = useTranslations('shell.problem');
  const cluster = useTranslations('shell.cluster');
  const recording = useTranslations('recording');
  const { title, cause, remedy } = useProblemWords(problem);
  const [{ context }] = useView();
  const source = useSection('source');
  const [choosing, choose] = useState(false);
  const labelOf = (name: string) => {
    const key = VALUES.find((value) => value === name);
    return key ? t(`values.${key}`) : name;
  };
  const commands = kubectlHints(problem.code, context ?? problem.values?.context ?? source?.context);
  return (
    <NoticePage mark={<StateMark health="failing" decorative />} title={title}>
      <div role="alert">
        <p>{cause}</p>
        {problem.values ? (
          <dl className="mt-[0.8em] grid grid-cols-[auto_1fr] gap-x-[1em] gap-y-[0.2em] font-mono">
            {Object.entries(problem.values).map(([name, value]) => (
              <div key={name} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-soft">{labelOf(name)}</dt>
                <dd className="break-all">{visibleName(value)}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        {problem.detail ? (
          <>
            <h2 className="heading mt-[1.3em] mb-[0.4em]">{t('detail')}</h2>
            <p className="break-words border-line border-l-2 pl-[0.8em] font-mono text-sm" lang="en">
              {problem.detail}
            </p>
          </>
        ) : null}
      </div>
      {problem.leftOut ? (
        <section>
          <h2 className="heading mb-[0.4em]">{recording('seen')}</h2>
          <LeftOutList leftOut={problem.leftOut} more={problem.leftOutMore} />
        </section>
      ) : null}
      <section>
        <h2 className="heading mb-[0.4em]">{t('remedy')}</h2>
        <p className="whitespace-pre-line">{remedy}</p>
      </section>
      {commands.length ? (
        <section className="space-y-[0.4em]">
          <h2 className="heading">{t('commands')}</h2>
          {commands.map((command) => (
            <CommandLine key={command} command={command} />
          ))}
        </section>
      ) : null}
      <section className="border-hair border-t pt-[1.2em]">
        <div className="flex flex-wrap items-center gap-[0.8em]">
          <Button look="primary" onClick={retry}>
            <Icon name="retry" />
            {t('retry')}
          </Button>
          <Button aria-expanded={choosing} onClick={() => choose(!choosing)}>
            {t('otherContext')}
          </Button>
          <p className="text-soft">{t('stillTrying')}</p>
        </div>
        {choosing ? (
          <nav aria-label={cluster('contexts')} className="mt-[1em]">
            <ContextList onDone={() => choose(false)} />
          </nav>
        ) : null}
      </section>
    </NoticePage>
  );
}
