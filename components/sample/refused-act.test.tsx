import { SAMPLE_REFUSALS } from '@kubeplano/sample-cluster/controls';
import { describe, expect, it } from 'vitest';
import { render } from '@/components/testing/render';
import { LOCALES } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import { RefusedAct } from './refused-act';

describe.each(LOCALES)('a refused act, in %s', (locale) => {
  const words = MESSAGES[locale].sample.refusal;

  it.each([...SAMPLE_REFUSALS, 'no-answer'] as const)('%s: what it means and what to do', (reason) => {
    const { html, text } = render(<RefusedAct refused={{ reason, message: '' }} />, { locale });
    for (const said of [words.title, words.meaning[reason], words.next[reason]]) expect(text).toContain(said);
    expect(html).toContain('role="alert"');
    expect(html).not.toContain('<blockquote');
  });

  it('has the words of the API as its proof, apart from ours, and the fields that are wrong', () => {
    const message = 'Deployment.apps "Web" is invalid: <b>spec</b>';
    const { html, text } = render(<RefusedAct refused={{ reason: 'Invalid', message, fields: 'spec.a' }} />, {
      locale,
    });
    expect(text).toContain(`${words.fields} spec.a`);
    expect(/<blockquote lang="en"[^>]*>(.*?)<\/blockquote>/s.exec(html)?.[1]).toContain('&lt;b&gt;spec');
  });
});
