'use client';
/** The head of the inspector: name, one line of state, the way out. Focused on opening when it was opened by keyboard. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from '@/components/ui/icon';
import { useCloseInspector } from '../use-close-inspector';
import { openedByKeyboard } from './opened-by-keyboard';
import { SampleActs } from './sample-acts';

interface Props {
  title: string;
  /** What kind of thing it is, above the name. */
  kind?: string;
  /** State, evidence level, counts: separated by dots. */
  line?: ReactNode;
  selection: string;
}

export function InspectorHeader({ title, kind, line, selection }: Props) {
  const t = useTranslations('inspector');
  const close = useCloseInspector();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new selection is an opening
  useEffect(() => {
    if (openedByKeyboard()) heading.current?.focus();
  }, [selection]);
  return (
    <header>
      <div className="flex items-start justify-between gap-2">
        <h2
          ref={heading}
          tabIndex={-1}
          className="min-w-0 font-semibold text-[1.46em] leading-tight outline-none [overflow-wrap:anywhere] focus-visible:underline focus-visible:decoration-2 focus-visible:decoration-accent focus-visible:underline-offset-4"
        >
          {kind ? <span className="block font-normal text-[0.62em] text-soft">{kind}</span> : null}
          {title}
        </h2>
        <button
          type="button"
          aria-label={t('close')}
          title={t('close')}
          onClick={close}
          className="-mt-1 -mr-2 inline-flex h-8 w-8 shrink-0 items-center justify-center rounded-sm text-soft hover:bg-accent-soft hover:text-accent"
        >
          <Icon name="close" />
        </button>
      </div>
      {line ? <div className="mt-1 flex flex-wrap items-center gap-x-[0.9em] gap-y-0.5">{line}</div> : null}
      <SampleActs selection={selection} />
    </header>
  );
}
