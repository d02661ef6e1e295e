import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeTarget } from './target.js';

const nothing = { from: undefined, sample: false, kubeconfig: undefined, context: undefined };
const folder = mkdtempSync(join(tmpdir(), 'target-'));
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const good = write(
  'good',
  `current-context: a
contexts: [{name: a, context: {cluster: k}}, {name: b, context: {cluster: k}}]
clusters: [{name: k, cluster: {server: "https://k:6443"}}]`,
);
const env = (extra: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: 'test', HOME: folder, ...extra });

describe('which cluster will be read', () => {
  it('is the recording, before anything else', () => {
    expect(describeTarget({ ...nothing, from: '/x', sample: true }, env({ KUBECONFIG: good })).kind).toBe('recording');
  });

  it('is the current context of the first file that has one', () => {
    const files = [join(folder, 'none'), write('broken', '{'), good].join(delimiter);
    expect(describeTarget(nothing, env({ KUBECONFIG: files }))).toEqual({
      kind: 'cluster',
      values: { context: 'a', server: 'https://k:6443', file: good },
    });
  });

  it('is the context that was asked for', () => {
    const target = describeTarget({ ...nothing, context: 'b', kubeconfig: good }, env({}));
    expect(target.values.context).toBe('b');
  });

  it('names only the file when that file does not say more', () => {
    expect(describeTarget({ ...nothing, kubeconfig: join(folder, 'broken') }, env({})).kind).toBe('kubeconfig');
    expect(describeTarget({ ...nothing, kubeconfig: good, context: 'none' }, env({})).kind).toBe('kubeconfig');
  });

  it('is in-cluster inside a pod, and none outside', () => {
    expect(describeTarget(nothing, env({ KUBERNETES_SERVICE_HOST: '10.0.0.1' })).kind).toBe('in-cluster');
    expect(describeTarget(nothing, env({})).kind).toBe('none');
  });

  it('is the sample when it was asked for, and says of the one that opens by itself that there was no other', () => {
    const running = env({ KUBEPLANO_SAMPLE_RUNNING: '/tmp/sample' });
    expect(describeTarget({ ...nothing, sample: true }, running)).toEqual({
      kind: 'sample',
      values: { file: '/tmp/sample' },
    });
    expect(describeTarget(nothing, running)).toEqual({ kind: 'none', values: { file: '/tmp/sample' } });
  });
});
