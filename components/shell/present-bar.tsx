'use client';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { SampleButton } from '@/components/sample/sample-button';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useSection } from '@/lib/hooks/use-cluster';
import { useConnection } from './use-connection';

/** While presenting, the one bar there is: under everything and over nothing. Which cluster, whether it is true, the way out. */
export function PresentBar() {
  const t = useTranslations('shell');
  const { setPresenting } = useAppearance();
  const source = useSection('source');
  const { word, health } = useConnection();
  return (
    <section
      aria-label={t('present.bar')}
      className="flex h-[1.9em] shrink-0 items-center gap-[0.8em] border-line border-t bg-surface px-[0.9em] [&_button]:h-[1.6em] [&_button]:border-transparent"
    >
      <StateMark health={health} decorative />
      <span className="truncate font-semibold">{source?.context}</span>
      <span className="shrink-0 text-soft">{t(`connection.${word}`)}</span>
      <span className="ml-auto" />
      <SampleButton />
      <Button onClick={() => setPresenting(false)}>
        <Icon name="close" />
        <span className="max-sm:sr-only">{t('present.stop')}</span>
      </Button>
    </section>
  );
}
