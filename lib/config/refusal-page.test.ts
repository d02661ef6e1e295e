import { describe, expect, it } from 'vitest';
import { isForPeople, refusalPage } from './refusal-page';

const accepting = (accept: string) => new Headers({ accept });

describe('the page of a refusal', () => {
  it('says what happened and what to do, in both languages', () => {
    const page = refusalPage({ status: 421, code: 'host-not-allowed', values: { host: 'aula:7788' } });
    expect(page).toContain('Esta dirección no está permitida');
    expect(page).toContain('This address is not allowed');
    expect(page).toContain('<code>aula:7788</code>');
  });

  it('shows what the request said of itself as text', () => {
    const page = refusalPage({
      status: 421,
      code: 'host-not-allowed',
      values: { host: '"><script>alert(1)</script>' },
    });
    expect(page).not.toContain('<script');
    expect(page).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('is for those who navigate, never for the API nor for programs', () => {
    expect(isForPeople('/', accepting('text/html,application/xhtml+xml'))).toBe(true);
    expect(isForPeople('/api/cluster', accepting('text/html'))).toBe(false);
    expect(isForPeople('/', accepting('*/*'))).toBe(false);
    expect(isForPeople('/', new Headers())).toBe(false);
  });
});
