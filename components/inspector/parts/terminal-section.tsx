'use client';
/** «En tu terminal»: the command that shows the same thing, and those one would type next. */
import { useTranslations } from 'use-intl';
import { commandFor } from '../command';
import type { Target } from '../selection';
import { CopyBox } from './copy';
import { Section } from './section';

export function TerminalSection({ target, next = [] }: { target: Target; next?: readonly string[] }) {
  const t = useTranslations('inspector');
  return (
    <Section title={t('section.terminal')}>
      {[commandFor(target), ...next].map((command) => (
        <CopyBox key={command} text={command} what={command} />
      ))}
    </Section>
  );
}
