'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Menu, MenuAction } from '@/components/ui/menu';
import { storyNumbers } from '@/lib/model/path/story';
import type { PodPath } from '@/lib/model/path/types';
import { mermaidSequence } from '@/lib/model/path/waterfall';
import { type HopWords, useHopWords } from './hop-words';

/** The path as lines of text: what a person would paste in a chat. */
function asText(path: PodPath, words: HopWords, heading: string): string {
  const numbers = storyNumbers(path.hops);
  const lines = path.hops.map((hop, index) => {
    const failure = hop.failure ? ` [${hop.failure.reason}: ${hop.failure.message}]` : '';
    const proof = hop.evidence.map((one) => `${one.object} ${one.field}`).join(', ');
    const at = hop.startedAt ?? hop.endedAt ?? '';
    return `${numbers[index]}. ${words.title(hop, path)} (${words.where(hop)}) ${at} ${words.time(hop)}${failure}${proof ? ` <- ${proof}` : ''}`.replace(
      / {2,}/g,
      ' ',
    );
  });
  return [heading, ...lines].join('\n');
}

export function CopyMenu({ path, heading }: { path: PodPath; heading: string }) {
  const t = useTranslations('path');
  const words = useHopWords();
  const [said, say] = useState('');
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(
      () => say(t('copied')),
      () => say(''),
    );
  };
  return (
    <>
      <Menu trigger={<Button>{said || t('copy')}</Button>}>
        <MenuAction onSelect={() => copy(asText(path, words, heading))}>{t('copyText')}</MenuAction>
        <MenuAction onSelect={() => copy(location.href)}>{t('copyLink')}</MenuAction>
        <MenuAction
          onSelect={() =>
            copy(mermaidSequence(path, (hop) => [words.title(hop, path), words.time(hop)].filter(Boolean).join(' · ')))
          }
        >
          {t('copyMermaid')}
        </MenuAction>
      </Menu>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
