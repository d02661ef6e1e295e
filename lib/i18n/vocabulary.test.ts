import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from './locales';
import { MESSAGES } from './messages';
import enCli from './messages/en/cli.json';
import esCli from './messages/es/cli.json';
import { flatten } from './placeholders';
import { bannedIn } from './testing/banned-words';

const root = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const CLI = { en: enCli, es: esCli };

/** Where a word of the class notes teaches: the place, and the word that may stand there. */
const TEACHES: { place: RegExp; word: string }[] = [
  { place: /^en\/terms\.control-plane\.(what|also)$/, word: 'masters' },
  { place: /^es\/terms\.control-plane\.(what|also)$/, word: 'maestro' },
  { place: /^en\/terms\.host\./, word: 'the iron' },
  { place: /^es\/terms\.host\./, word: 'hierro' },
  // `also` holds what people type into the search, in either language.
  { place: /^es\/terms\.[\w-]+\.also$/, word: 'cluster' },
];
const faults = (place: string, text: string, lang: Locale) =>
  bannedIn(text, lang)
    .filter((fault) => !TEACHES.some((one) => one.place.test(place) && fault.includes(one.word)))
    .map((fault) => `${place}: ${fault}`);

describe('bannedIn', () => {
  it('finds a banned word, and says what to write instead', () => {
    expect(bannedIn('Back to the plan', 'en')).toEqual(['«the plan»: say diagram']);
    expect(bannedIn('Abre un terminal y mira el plano', 'es')).toEqual([
      '«plano»: say diagrama',
      '«un terminal»: say la terminal',
    ]);
  });

  it('knows the plane of control from the picture, the product from its name, and code from words', () => {
    expect(bannedIn('Kubeplano: el plano de control', 'es')).toEqual([]);
    expect(bannedIn('kubectl says `the plan`, see [here](the map)', 'en')).toEqual([]);
    expect(bannedIn('en la máquina, con systemd (sobre el hierro)', 'es')).toEqual([]);
    expect(bannedIn('va sobre el hierro', 'es')).toHaveLength(1);
  });
});

describe.each(LOCALES)('one vocabulary, in %s', (lang) => {
  it('in every message', () => {
    const all = [...flatten({ ...MESSAGES[lang], cli: CLI[lang] })];
    expect(all.length).toBeGreaterThan(1000);
    expect(all.flatMap(([key, text]) => faults(`${lang}/${key}`, text, lang))).toEqual([]);
  });

  it('in every document', () => {
    const files =
      lang === 'es'
        ? ['README.es.md', ...globSync('docs/es/*.md', { cwd: root })]
        : [
            'README.md',
            'AGENTS.md',
            'SECURITY.md',
            ...globSync('{docs,docs/en,docs/decisions,packages/*}/*.md', { cwd: root }),
          ];
    expect(files.length).toBeGreaterThan(5);
    // The table of terms names the banned ones, to say what stands in their place.
    const own = files.filter((file) => file !== 'docs/terms.md');
    const lines = own.flatMap((file) =>
      read(file)
        .split('\n')
        .map((line, at) => [`${file}:${at + 1}`, line] as const),
    );
    expect(lines.flatMap(([place, line]) => faults(place, line, lang))).toEqual([]);
  });
});
