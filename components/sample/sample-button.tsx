'use client';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { useSampleControls, useSamplePanel } from './use-sample-panel';

/** The button that opens the controls of the sample cluster. Of no other cluster: those are only read. */
export function SampleButton() {
  const t = useTranslations('sample');
  const { isSample, open, setOpen } = useSamplePanel();
  const { state } = useSampleControls();
  if (!isSample) return null;
  const off = state?.switches.filter((one) => !one.on).length ?? 0;
  return (
    <Button
      title={t('title')}
      aria-expanded={open}
      aria-controls="sample-controls"
      className="relative"
      onClick={() => setOpen(!open)}
    >
      <Icon name="controls" />
      <span className="max-[1720px]:sr-only">{t('open')}</span>
      {off > 0 && (
        <>
          <StateMark
            health="failing"
            decorative
            className="absolute -top-[0.4em] -right-[0.4em] rounded-full bg-surface p-[0.15em]"
          />
          <span className="sr-only">{t('status.off', { count: off })}</span>
        </>
      )}
    </Button>
  );
}
