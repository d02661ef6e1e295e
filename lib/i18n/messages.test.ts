import { readdirSync } from 'node:fs';
import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { LOCALES } from './locales';
import { MESSAGES } from './messages';
import { flatten, placeholdersOf } from './placeholders';

const namespaces = Object.keys(MESSAGES.es).sort();
/** Read by the command line from its file; never sent to a page. */
const NOT_OF_THE_PAGE = ['cli'];
const files = (locale: string) =>
  readdirSync(new URL(`./messages/${locale}`, import.meta.url))
    .map((file) => file.replace(/\.json$/, ''))
    .filter((namespace) => !NOT_OF_THE_PAGE.includes(namespace))
    .sort();

describe('placeholdersOf', () => {
  it('finds plain, typed and nested arguments and tags', () => {
    const { arguments: found, tags } = placeholdersOf(
      '{n, plural, one {<b>#</b> de {total, number}} other {# de {total, number}}} en {place}',
    );
    expect([...found]).toEqual([
      ['n', 'plural'],
      ['total', 'number'],
      ['place', ''],
    ]);
    expect([...tags]).toEqual(['b']);
  });

  it('passes over quoted braces', () => {
    expect([...placeholdersOf("'{not}' {yes}").arguments.keys()]).toEqual(['yes']);
  });

  it('refuses braces that do not match', () => {
    expect(() => placeholdersOf('{n, plural, one {x}')).toThrow('unclosed');
    expect(() => placeholdersOf('x}')).toThrow('unexpected');
  });
});

describe('messages', () => {
  it.each(LOCALES)('registers every file of %s', (locale) => {
    expect(Object.keys(MESSAGES[locale]).sort()).toEqual(files(locale));
  });

  it.each(namespaces)('says the same keys of %s in both languages, none of them empty', (namespace) => {
    const [es, en] = LOCALES.map((locale) => flatten(MESSAGES[locale][namespace as keyof typeof MESSAGES.es]));
    expect([...(es?.keys() ?? [])].sort()).toEqual([...(en?.keys() ?? [])].sort());
    for (const [key, text] of [...(es ?? []), ...(en ?? [])]) expect(text.trim(), key).not.toBe('');
  });

  it.each(namespaces)('asks for the same placeholders in both languages: %s', (namespace) => {
    const group = namespace as keyof typeof MESSAGES.es;
    const en = flatten(MESSAGES.en[group]);
    for (const [key, text] of flatten(MESSAGES.es[group])) {
      const [a, b] = [placeholdersOf(text), placeholdersOf(en.get(key) ?? '')];
      expect(Object.fromEntries(b.arguments), key).toEqual(Object.fromEntries(a.arguments));
      expect([...b.tags].sort(), key).toEqual([...a.tags].sort());
    }
  });

  it.each(LOCALES)('formats every message of %s', (locale) => {
    for (const [key, text] of flatten(MESSAGES[locale])) {
      const { arguments: wanted, tags } = placeholdersOf(text);
      const values: Record<string, unknown> = {};
      for (const [name, type] of wanted) values[name] = type === '' || type === 'select' ? 'x' : 3;
      for (const tag of tags) values[tag] = (chunks: unknown) => chunks;
      const path = key.split('.');
      const translate = createTranslator<Record<string, unknown>>({
        locale,
        timeZone: 'UTC',
        messages: path.reduceRight<Record<string, unknown>>(
          (inner, part, at) => ({ [part]: at === path.length - 1 ? text : inner }),
          {},
        ),
        onError: (error) => {
          throw error;
        },
      });
      const anyKey: (key: string, values: object) => unknown = translate.rich as never;
      expect(anyKey(key, values), key).not.toBe('');
    }
  });
});
