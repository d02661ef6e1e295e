'use client';
/** A command or a manifest in a frame, with its copy button. */
import { useTranslations } from 'use-intl';
import { CopyButton } from '@/components/ui/copy-button';

export function CopyBox({ text, what }: { text: string; what: string }) {
  const t = useTranslations('inspector');
  return (
    <div className="mt-1 flex items-start justify-between gap-2 rounded-sm border border-hair bg-canvas py-1.5 pr-1.5 pl-2.5 first:mt-0">
      <code className="min-w-0 whitespace-pre-wrap py-0.5 font-mono text-[0.95em] [overflow-wrap:anywhere]">
        {text}
      </code>
      <CopyButton text={text} label={t('copyNamed', { what })} />
    </div>
  );
}
