import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locale';

describe('chooseLocale', () => {
  it('prefers the link, then the cookie, then the environment, then the browser', () => {
    const all = { query: 'en', cookie: 'es', environment: 'es', acceptLanguage: 'es' };
    expect(chooseLocale(all)).toBe('en');
    expect(chooseLocale({ ...all, query: undefined, cookie: 'en' })).toBe('en');
    expect(chooseLocale({ environment: 'en_GB.UTF-8', acceptLanguage: 'es' })).toBe('en');
    expect(chooseLocale({ acceptLanguage: 'fr, en;q=0.8, es;q=0.5' })).toBe('en');
  });

  it('passes over languages it does not speak', () => {
    expect(chooseLocale({ query: 'fr', cookie: '', acceptLanguage: 'en-US' })).toBe('en');
  });

  it('honours the weights of Accept-Language and a weight of zero', () => {
    expect(chooseLocale({ acceptLanguage: 'en;q=0.2, es;q=0.9' })).toBe('es');
    expect(chooseLocale({ acceptLanguage: 'en;q=0' })).toBe('es');
  });

  it('speaks Spanish when nothing is said', () => {
    expect(chooseLocale({})).toBe('es');
  });
});
