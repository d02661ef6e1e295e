'use client';
import { useTranslations } from 'use-intl';
import type { Problem } from '@/lib/contract/problem';

/** Title, cause and remedy of a problem, in the person's language. */
export function useProblemWords({ code }: Problem): { title: string; cause: string; remedy: string } {
  const t = useTranslations('errors');
  return { title: t(`${code}.title`), cause: t(`${code}.cause`), remedy: t(`${code}.remedy`) };
}
