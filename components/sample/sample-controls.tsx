'use client';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { useSection } from '@/lib/store/use-cluster';
import { SamplePanel } from './sample-panel';

/** The button that opens the controls of the sample cluster. Of no other cluster: those are only read. */
export function SampleControls() {
  const t = useTranslations('sample');
  const source = useSection('source');
  const [open, setOpen] = useState(false);
  if (source?.kind !== 'sample') return null;
  return (
    <>
      <Button title={t('title')} aria-expanded={open} aria-controls="sample-controls" onClick={() => setOpen(!open)}>
        <Icon name="controls" />
        <span className="max-2xl:sr-only">{t('open')}</span>
      </Button>
      {open &&
        createPortal(
          <SamplePanel onClose={() => setOpen(false)} />,
          document.getElementById('beside-plan') ?? document.body,
        )}
    </>
  );
}
