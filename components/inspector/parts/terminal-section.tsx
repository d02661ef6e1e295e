'use client';
/** «En tu terminal»: the command that shows the same thing, and those one would type next. */
import { useTranslations } from 'use-intl';
import { Section } from '@/components/parts/section';
import type { Target } from '@/lib/model/selection';
import { commandFor } from '../command';
import { CopyBox } from './copy';

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
