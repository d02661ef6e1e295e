import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import { TERM_IDS } from '@/lib/model/terms';
import { findTerms } from './find-terms';

describe.each(LOCALES)('terms in %s', (locale) => {
  const { terms } = MESSAGES[locale];
  const first = (question: string) => findTerms(terms, question)[0]?.id;

  it('have a card each, and no card more', () => {
    expect(Object.keys(terms).sort()).toEqual([...TERM_IDS].sort());
  });

  it.each([
    ['docker', 'docker-engine'],
    ['imagen', 'image'],
    ['image', 'image'],
    ['contenedor', 'container'],
    ['container', 'container'],
    ['pod', 'pod'],
    ['namespace', 'namespace'],
    ['espacio de nombres', 'namespace'],
    ['hierro', 'host'],
    ['MAESTRO', 'control-plane'],
  ])('asked for «%s» the first is %s', (question, id) => {
    expect(first(question)).toBe(id);
  });

  it('finds nothing for an empty question or another word', () => {
    expect(findTerms(terms, '  ')).toEqual([]);
    expect(findTerms(terms, 'pod zzz')).toEqual([]);
  });
});
