import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../i18n/messages/en/cli.json';
import es from '../i18n/messages/es/cli.json';
import { helpText } from './help.js';
import { langOf, wordsIn } from './words.js';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('words of the command line', () => {
  it('follow KUBEPLANO_LANG, then the system, and are English for any other', () => {
    expect(langOf({ KUBEPLANO_LANG: 'es', LANG: 'en_GB.UTF-8' })).toBe('es');
    expect(langOf({ LANG: 'es_ES.UTF-8' })).toBe('es');
    expect(langOf({ LC_ALL: 'en_GB.UTF-8', LANG: 'es_ES.UTF-8' })).toBe('en');
    expect(langOf({ LANG: 'C' })).toBe('en');
  });

  it('have the same keys and placeholders in both languages', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
    const english: Record<string, string> = en;
    for (const [key, text] of Object.entries(es)) {
      expect(placeholders(text), key).toEqual(placeholders(english[key] ?? ''));
    }
  });

  it('exist for every error the command line can raise', () => {
    const folder = new URL('.', import.meta.url);
    const sources = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const keys = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/UsageError\('([\w-]+)'/g)].map(([, key]) => key),
    );
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(en, key).toHaveProperty(String(key));
  });

  it('put values in their places, in either language', () => {
    expect(wordsIn('es')('port-taken', { port: 80 })).toContain('puerto 80');
    expect(wordsIn('en')('port-taken', { port: 80 })).toContain('Port 80');
  });

  it('list every flag with its variable in the help', () => {
    const help = helpText(wordsIn('es'));
    for (const word of ['--kubeconfig', '--from', '--no-open', '[KUBEPLANO_FROM]', '[PORT]'])
      expect(help).toContain(word);
  });
});
