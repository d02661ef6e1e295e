'use client';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Button } from '@/components/ui/button';
import { NoticePage } from './notice-page';

/** A fault of ours while drawing: says so, and that nothing of the cluster was touched. */
export function CrashView({ detail, retry }: { detail: string; retry: () => void }) {
  const t = useTranslations('shell.crash');
  return (
    <main className="h-dvh">
      <NoticePage mark={<StateMark health="failing" decorative />} title={t('title')}>
        <p>{t('cause')}</p>
        <p className="break-words border-line border-l-2 pl-[0.8em] font-mono text-sm" lang="en">
          {detail}
        </p>
        <div className="flex flex-wrap items-center gap-[1em]">
          <Button look="primary" onClick={retry}>
            {t('retry')}
          </Button>
          {/* A new page and not a link: whatever is broken in this one is left behind. */}
          <a href="/" className="text-accent underline underline-offset-2">
            {t('back')}
          </a>
        </div>
      </NoticePage>
    </main>
  );
}
