'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from './icon';

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard on plain HTTP from another machine, or the person refused: the text can still be selected by hand.
    return false;
  }
}

/** Copies a text and says whether it could, to eyes and, politely, to ears. `label` names what is copied. */
export function CopyButton({ text, label, className }: { text: string; label?: string; className?: string }) {
  const t = useTranslations('shell.copy');
  const [result, setResult] = useState<'idle' | 'done' | 'refused'>('idle');
  useEffect(() => {
    if (result === 'idle') return;
    const timer = setTimeout(() => setResult('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [result]);
  return (
    <span className={`inline-flex shrink-0 items-center gap-[0.4em] text-soft ${className ?? ''}`}>
      <span role="status" className="font-sans text-[0.85em]">
        {result === 'idle' ? '' : t(result)}
      </span>
      <button
        type="button"
        title={t('action')}
        aria-label={label ?? t('action')}
        className="rounded-[3px] p-[0.3em] hover:text-accent"
        onClick={() => void copy(text).then((done) => setResult(done ? 'done' : 'refused'))}
      >
        <Icon name={result === 'done' ? 'check' : 'copy'} />
      </button>
    </span>
  );
}
