'use client';
/** Something to copy, and the button that does it: says «Copiado» to eyes and, politely, to ears. */
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

const SAID_FOR = 2_000;

export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useTranslations('inspector');
  const [said, setSaid] = useState<'copied' | 'copyFailed'>();
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    // Absent on plain HTTP to another machine, which is how a class may see this page.
    const done = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'));
    done.then(
      () => setSaid('copied'),
      () => setSaid('copyFailed'),
    );
  };
  return (
    <span className="relative inline-flex shrink-0">
      <button
        type="button"
        onClick={copy}
        aria-label={t('copyNamed', { what })}
        title={t('copy')}
        className="inline-flex h-6 w-6 items-center justify-center rounded-sm text-soft hover:bg-accent-soft hover:text-accent"
      >
        <svg viewBox="0 0 16 16" className="h-[1.1em] w-[1.1em]" fill="none" stroke="currentColor" aria-hidden="true">
          {said === 'copied' ? (
            <path d="m2.5 8.5 3.5 3.5 7.5-8" strokeWidth="1.8" />
          ) : (
            <path d="M2.5 2.5h8v8h-8zM5.5 10.5v3h8v-8h-3" strokeWidth="1.3" />
          )}
        </svg>
      </button>
      <span role="status" className={said === 'copyFailed' ? 'max-w-40 text-[0.85em] text-bad' : 'sr-only'}>
        {said ? t(said) : ''}
      </span>
    </span>
  );
}

/** A command or a manifest, in a frame, with its copy button. */
export function CopyBox({ text, what }: { text: string; what: string }) {
  return (
    <div className="mt-1 flex items-start justify-between gap-2 rounded-sm border border-hair bg-paper py-1.5 pr-1.5 pl-2.5 first:mt-0">
      <code className="min-w-0 whitespace-pre-wrap py-0.5 font-mono text-[0.95em] [overflow-wrap:anywhere]">{text}</code>
      <CopyButton text={text} what={what} />
    </div>
  );
}
