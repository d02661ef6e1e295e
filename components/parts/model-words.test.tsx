import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import type { Reason } from '@/lib/model/cluster';
import { ReasonText } from './model-words';

const text = (locale: Locale, reason: Reason) =>
  renderToStaticMarkup(
    <IntlProvider locale={locale} messages={MESSAGES[locale]} timeZone="Europe/Madrid">
      <ReasonText reason={reason} />
    </IntlProvider>,
  );

describe.each(LOCALES)('reasons in %s', (locale) => {
  it.each<Reason>([
    { code: 'lease-expired', values: { identity: 'maestro', at: '2026-11-30T10:41:07.123456Z' } },
    { code: 'does-not-answer', values: { since: '2026-11-30T10:41:07Z' } },
  ])('say times as people write them: $code', (reason) => {
    const said = text(locale, reason);
    expect(said).toContain('11:41:07');
    expect(said).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });
});
