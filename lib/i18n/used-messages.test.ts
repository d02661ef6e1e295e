import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from './messages';
import es from './messages/es/cli.json';
import { flatten } from './placeholders';
import { unusedMessages } from './testing/unused-messages';

const root = new URL('../../', import.meta.url);
const read = (pattern: string, without: RegExp) =>
  globSync(pattern, { cwd: root })
    .filter((file) => !without.test(file))
    .map((file) => readFileSync(new URL(file, root), 'utf8'));

/** Read by name where the page's language is not known yet, or by a hook that is handed all of them. */
const READ_WHOLE = [/^app\./, /^terms\.[\w-]+\.also$/];

describe('unusedMessages', () => {
  const keys = ['pod.title', 'pod.state.on', 'pod.state.off', 'pod.gone'];

  it('finds what no code asks for', () => {
    const source = "const t = useTranslations('pod'); t('title'); t(`state.$" + '{word}`);';
    expect(unusedMessages(keys, [source, "const WORDS = ['on'];"])).toEqual(['pod.state.off', 'pod.gone']);
  });

  it('follows keys that are variables, and namespaces within namespaces', () => {
    const source = "const t = useTranslations('pod.state'); return t(word);";
    expect(unusedMessages(keys, [source, "type Word = 'on' | 'off';"])).toEqual(['pod.title', 'pod.gone']);
  });

  it('is not taken in by the same word of another namespace', () => {
    expect(unusedMessages(['pod.gone'], ["useTranslations('node')('gone')"])).toEqual(['pod.gone']);
  });
});

/** The sample cluster answers with codes that the page has words for. */
const sample = read('packages/sample-cluster/src/{*,*/*}.ts', /\.test\.|\/testing\//);

it('every message is asked for by some code', () => {
  const keys = [...flatten(MESSAGES.es).keys()].filter((key) => !READ_WHOLE.some((whole) => whole.test(key)));
  expect(keys.length).toBeGreaterThan(1000);
  const sources = read('{app,components,lib}/**/*.{ts,tsx}', /\.test\.|\/testing\/|^lib\/cli\//);
  expect(unusedMessages(keys, [...sources, ...sample])).toEqual([]);
});

it('every message of the command line is asked for by some code', () => {
  const sources = [...read('{bin,lib/cli}/**/*.js', /\.test\./), ...read('lib/sample/*.ts', /\.test\./), ...sample];
  const keys = Object.keys(es).map((key) => `cli.${key}`);
  expect(
    unusedMessages(
      keys,
      sources.map((source) => `useTranslations('cli'); ${source}`),
    ),
  ).toEqual([]);
});
