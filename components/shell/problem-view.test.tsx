import { describe, expect, it } from 'vitest';
import { render } from '@/components/testing/render';
import { PROBLEM_CODES, type Problem } from '@/lib/contract/problem';
import { LOCALES } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import { ProblemView } from './problem-view';

const view = (problem: Problem, locale: 'es' | 'en') =>
  render(<ProblemView problem={problem} retry={() => undefined} />, { locale, query: '?context=aula' });

describe.each(LOCALES)('a problem in %s', (locale) => {
  it.each(PROBLEM_CODES)('%s: what happened, what it means and what to do', (code) => {
    const { text } = view({ code }, locale);
    const { title, cause, remedy } = MESSAGES[locale].errors[code];
    for (const words of [title, cause, remedy].filter((one) => !one.includes('{')))
      expect(text).toContain(words.replaceAll(/\s+/g, ' ').trim());
    expect(text).not.toContain(`errors.${code}`);
  });
});

describe('a problem', () => {
  const problem: Problem = {
    code: 'connection-refused',
    values: { address: '127.0.0.1:9' },
    detail: 'connect ECONNREFUSED <b>127.0.0.1:9</b>',
  };
  const { html, text } = view(problem, 'es');

  it('names what it is about, and tells the words of the system as they were, as text', () => {
    expect(text).toContain('127.0.0.1:9');
    expect(text).toContain(problem.detail);
    expect(html).not.toContain('<b>127');
  });

  it('says the values that its words speak of', () => {
    const { text: ended } = view({ code: 'sample-ended', values: { how: 'SIGKILL', again: 'true' } }, 'es');
    expect(ended).toContain('(SIGKILL)');
  });

  it('gives the command that looks further, in the context that was asked for', () => {
    expect(text).toContain('kubectl --context aula cluster-info');
  });

  it('offers to try again and another context, and is told to screen readers at once', () => {
    expect(text).toContain('Reintentar');
    expect(text).toContain('Elegir otro contexto');
    expect(html).toContain('role="alert"');
  });
});
