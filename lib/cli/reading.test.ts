import { expect, it } from 'vitest';
import { readingLines } from './reading.js';
import { wordsIn } from './words.js';

const lines = (reading: object, lang: 'es' | 'en' = 'en') =>
  readingLines({ NODE_ENV: 'test', KUBEPLANO_READING: JSON.stringify(reading) }, wordsIn(lang), lang);

it('the cluster is told by its server and file, and each entry that is shadowed by its own', () => {
  const values = { context: 'a', server: 'https://k:6443', file: '/one' };
  const shadowed = [{ entry: 'clusters[k]', file: '/two', by: '/one' }];
  const [cluster, other] = lines({ kind: 'cluster', values, shadowed });
  expect(cluster).toMatch(/context a \(https:\/\/k:6443\) .*\/one/);
  expect(other).toBe('clusters[k] in /two is ignored: /one has one with the same name.');
});

it('a problem is told with its file and entry, in the language spoken', () => {
  const problem = {
    code: 'server-address-invalid',
    detail: 'no',
    values: { file: '/one', entry: 'clusters[k].server' },
  };
  expect(lines({ kind: 'problem', problem }, 'es')).toEqual([
    'No se puede leer el clúster. La dirección del servidor no es válida: /one, clusters[k].server, no',
  ]);
});

it('a name cannot speak to the terminal', () => {
  const context = 'a\u001b]0;owned\u0007\nKubeplano is ready: http://evil \u202e';
  const [line = ''] = lines({ kind: 'cluster', values: { context, server: 's', file: 'f' }, shadowed: [] });
  expect(line).not.toMatch(/\p{Cc}|\u202e/u);
  expect(line).toContain('a<U+001B>]0;owned<U+0007><U+000A>Kubeplano');
});
