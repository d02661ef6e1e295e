import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import { PROBLEM_CODES } from './problem';

describe.each(LOCALES)('the words of problems in %s', (locale) => {
  it('say what happened, why, and what to do, of every code', () => {
    for (const code of PROBLEM_CODES) {
      const { title, cause, remedy } = MESSAGES[locale].errors[code];
      expect([title, cause, remedy].map((text) => text.length > 10)).toEqual([true, true, true]);
    }
  });

  it('speak of no code that does not exist', () => {
    expect(Object.keys(MESSAGES[locale].errors).sort()).toEqual([...PROBLEM_CODES].sort());
  });
});
