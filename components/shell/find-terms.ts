/** Terms found by their name, or by what people call them in the other language. Pure. */
import type { Messages } from '@/lib/i18n/messages';
import { TERM_IDS, type TermId } from '@/lib/model/terms';
import { plainText } from '@/lib/store/filters';

export interface FoundTerm {
  id: TermId;
  name: string;
  what: string;
}

/** Lower is better: it is the word itself, its name holds the words, only a synonym does; undefined where a word is missing. */
function rank(id: TermId, { name, also }: Messages['terms'][TermId], words: readonly string[]): number | undefined {
  const called = plainText(name);
  if (!words.every((word) => called.includes(word) || plainText(also).includes(word))) return undefined;
  if (words.length === 1 && (id === words[0] || called === words[0])) return 0;
  return words.some((word) => called.includes(word)) ? 1 : 2;
}

/** The terms that hold every word of a question, best first; none for an empty one. */
export function findTerms(terms: Messages['terms'], question: string): FoundTerm[] {
  const words = plainText(question).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  return TERM_IDS.flatMap((id) => {
    const at = rank(id, terms[id], words);
    return at === undefined ? [] : [{ at, id, name: terms[id].name, what: terms[id].what }];
  }).sort((a, b) => a.at - b.at);
}
