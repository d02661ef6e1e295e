'use client';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Button } from '@/components/ui/button';
import { PanelTalk } from './panel-talk';
import type { RefusedAct as Refusal } from './refused-act-of';
import { useSampleControls } from './use-sample-panel';

/** Why an act was not done: what it means, what to do next, and the words of who refused as the proof. */
export function RefusedAct({ refused }: { refused: Refusal }) {
  const t = useTranslations('sample.refusal');
  const { forget } = useSampleControls();
  const { reason, message, fields } = refused;
  return (
    <PanelTalk about={refused} label={t('title')} onLeave={forget} className="gap-[0.5em] border-bad">
      <div role="alert" className="flex flex-col gap-[0.5em]">
        <p className="flex items-center gap-[0.5em] font-semibold">
          <StateMark health="failing" decorative />
          {t('title')}
        </p>
        <p>{t(`meaning.${reason}`)}</p>
        {fields !== undefined && (
          <p className="text-xs">
            {t('fields')} <code className="font-mono [overflow-wrap:anywhere]">{fields}</code>
          </p>
        )}
        <p>{t(`next.${reason}`)}</p>
      </div>
      {message !== '' && (
        <figure>
          <figcaption className="text-soft text-xs">{t('words')}</figcaption>
          <blockquote
            lang="en"
            className="border-line border-l-2 pl-[0.7em] font-mono text-xs [overflow-wrap:anywhere]"
          >
            {message}
          </blockquote>
        </figure>
      )}
      <Button className="self-start" onClick={forget}>
        {t('read')}
      </Button>
    </PanelTalk>
  );
}
