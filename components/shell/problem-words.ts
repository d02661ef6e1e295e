'use client';
import { useTranslations } from 'use-intl';
import type { Problem } from '@/lib/contract/problem';

interface ProblemWords {
  title: string;
  cause?: string;
  remedy?: string;
}

/** The words of namespace `errors`, asked for by a code that only the wire knows. */
interface ErrorWords {
  (key: string, values?: Record<string, string>): string;
  has: (key: string) => boolean;
}

/** Title, cause and remedy of a problem, in the person's language. */
export function useProblemWords(problem: Problem): ProblemWords {
  const t = useTranslations('errors') as unknown as ErrorWords;
  const { code, values } = problem;
  const word = (part: string) => (t.has(`${code}.${part}`) ? t(`${code}.${part}`, values) : undefined);
  const [cause, remedy] = [word('cause'), word('remedy')];
  return { title: word('title') ?? code, ...(cause ? { cause } : {}), ...(remedy ? { remedy } : {}) };
}
