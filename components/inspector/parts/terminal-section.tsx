'use client';
/** «En tu terminal»: the command that shows the same thing. */
import { useTranslations } from 'use-intl';
import type { Target } from '../selection';
import { CopyBox } from './copy';
import { Section } from './section';

export function TerminalSection({ target }: { target: Target }) {
  const t = useTranslations('inspector');
  const command = commandFor(target);
  if (!command) return null;
  return (
    <Section title={t('section.terminal')}>
      <CopyBox text={command} what="kubectl" />
    </Section>
  );
}
