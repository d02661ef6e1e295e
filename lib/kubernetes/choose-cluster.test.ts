import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseCluster } from './choose-cluster';
import { readClusterEnvironment } from './environment';
import { ProblemError } from './problem-error';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kubeplano-choose-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: unknown) => {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const config = (name: string, more: object = {}) => ({
  clusters: [{ name, cluster: { server: `https://${name}.test:6443` } }],
  users: [{ name, user: { token: 'secret-token' } }],
  contexts: [{ name, context: { cluster: name, user: name, namespace: `${name}-ns` } }],
  'current-context': name,
  ...more,
});
const choose = (env: Record<string, string>) => chooseCluster(readClusterEnvironment(env, () => folder));
function problemOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('it was chosen');
}

describe('which cluster', () => {
  it('is the recording before all else', () => {
    const KUBECONFIG = write('config', config('a'));
    expect(choose({ KUBECONFIG, KUBEPLANO_FROM: '/tmp/class/monday/' }).choose()).toEqual({
      kind: 'recording',
      context: 'monday',
      directory: '/tmp/class/monday/',
    });
  });

  it('is the sample when it was asked for, also where there is a kubeconfig', () => {
    const KUBECONFIG = write('config', config('a'));
    const sample = write('sample', config('sample'));
    const environment = readClusterEnvironment({ KUBECONFIG, KUBEPLANO_SAMPLE: '1' }, () => folder);
    expect(chooseCluster(environment, () => ({ kubeconfig: sample })).choose()).toMatchObject({
      kind: 'sample',
      context: 'sample',
    });
  });

  it('is the current context of the first file that names one, and all contexts are listed', () => {
    const KUBECONFIG = [write('one', config('a')), write('two', config('b'))].join(path.delimiter);
    const choices = choose({ KUBECONFIG });
    expect(choices.current).toBe('a');
    expect(choices.contexts.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(choices.choose()).toMatchObject({ kind: 'cluster', context: 'a', namespaces: ['a-ns'] });
    expect(choices.choose('b')).toMatchObject({ context: 'b', namespaces: ['b-ns'] });
  });

  it('takes the first file at its word where two say the same name', () => {
    const one = write('one', config('a'));
    const two = write('two', { ...config('a'), clusters: [{ name: 'a', cluster: { server: 'https://second.test' } }] });
    const chosen = choose({ KUBECONFIG: `${one}${path.delimiter}${two}` }).choose();
    expect(chosen.kind === 'recording' ? '' : chosen.load().server).toBe('https://a.test:6443');
  });

  it('is found for a user without entry in passwd and without HOME', () => {
    const nowhere = () => {
      throw new Error('A system error occurred: uv_os_homedir returned ENOENT');
    };
    expect(readClusterEnvironment({}, nowhere).kubeconfigs).toEqual([]);
    expect(readClusterEnvironment({ KUBECONFIG: '/a' }, nowhere).kubeconfigs).toEqual(['/a']);
  });

  it('passes over a missing file among several, as kubectl does', () => {
    const KUBECONFIG = [path.join(folder, 'nope'), write('two', config('b'))].join(path.delimiter);
    expect(choose({ KUBECONFIG }).current).toBe('b');
  });

  it('is the service account inside a cluster', () => {
    expect(choose({ KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' })).toMatchObject({
      kind: 'in-cluster',
    });
  });

  it('looks where it was told to when namespaces are forbidden', () => {
    const KUBECONFIG = write('config', config('a'));
    expect(choose({ KUBECONFIG, KUBEPLANO_NAMESPACES: 'ivan, pruebas' }).choose()).toMatchObject({
      namespaces: ['ivan', 'pruebas'],
    });
  });

  it.each([
    ['nothing at all', () => choose({}), 'no-cluster'],
    ['a file that is not there', () => choose({ KUBECONFIG: path.join(folder, 'nope') }), 'kubeconfig-not-found'],
    ['a folder', () => choose({ KUBECONFIG: folder }), 'kubeconfig-unreadable'],
    ['no YAML', () => choose({ KUBECONFIG: write('c', 'a: [b') }), 'kubeconfig-malformed'],
    ['a text', () => choose({ KUBECONFIG: write('c', 'hello') }), 'kubeconfig-malformed'],
    [
      'clusters that are no list',
      () => choose({ KUBECONFIG: write('c', { clusters: { a: 1 } }) }),
      'kubeconfig-malformed',
    ],
    [
      'a cluster without a server',
      () => choose({ KUBECONFIG: write('c', { ...config('a'), clusters: [{ name: 'a', cluster: {} }] }) }).choose(),
      'kubeconfig-refused',
    ],
    [
      'a context without its cluster',
      () => choose({ KUBECONFIG: write('c', { ...config('a'), clusters: [] }) }).choose(),
      'context-incomplete',
    ],
    [
      'a context that does not exist',
      () => choose({ KUBECONFIG: write('c', config('a')), KUBEPLANO_CONTEXT: 'b' }).choose(),
      'context-not-found',
    ],
    ['a kubeconfig without contexts', () => choose({ KUBECONFIG: write('c', '') }).choose(), 'no-cluster'],
  ])('is a problem with %s', (_, work, code) => {
    expect(problemOf(work).code).toBe(code);
  });

  it('says no credential when a kubeconfig is malformed', () => {
    const file = write('c', 'users:\n- name: a\n  user: {token: secret-token\n');
    expect(JSON.stringify(problemOf(() => choose({ KUBECONFIG: file })))).not.toContain('secret-token');
  });
});
