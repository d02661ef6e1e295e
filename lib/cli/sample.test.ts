import { describe, expect, it } from 'vitest';
import { parseSampleOptions } from './sample.js';
import { UsageError } from './usage-error.js';

const problemOf = (args: string[], env: Record<string, string> = {}) => {
  try {
    parseSampleOptions(args, env);
  } catch (error) {
    if (error instanceof UsageError) return { key: error.key, ...error.values };
    throw error;
  }
  return undefined;
};

describe('kubeplano sample', () => {
  it('takes what it has flags for, and the variables of the rest', () => {
    const env = { KUBEPLANO_SAMPLE_PORT: '6443', KUBEPLANO_SAMPLE_PROFILE: 'minikube' };
    expect(parseSampleOptions(['--profile', 'ha', '--speed=2', '--kubeconfig', '/a'], env)).toEqual({
      profile: 'ha',
      size: undefined,
      speed: 2,
      port: 6443,
      kubeconfig: '/a',
    });
  });

  it.each([
    [['--profile', 'k3s'], { key: 'bad-sample-profile', name: '--profile', value: 'k3s' }],
    [['--size', 'pods=3'], { key: 'bad-sample-size', name: '--size', value: 'pods=3' }],
    [['--speed', '1e-9'], { key: 'bad-sample-speed', name: '--speed', value: '1e-9' }],
    [['--port', '99999'], { key: 'bad-port', name: '--port', value: '99999' }],
    [['--prot', '1'], { key: 'unknown-flag', flag: '--prot' }],
    [['--port'], { key: 'flag-needs-value', flag: '--port' }],
    [['now'], { key: 'unexpected-argument', argument: 'now' }],
    [
      ['--size', 'nodes=1', '--profile', 'ha'],
      { key: 'sample-size-has-no-profile', name: '--profile', size: '--size' },
    ],
  ])('says what is wrong with %j', (args, problem) => {
    expect(problemOf(args)).toMatchObject(problem);
  });
});
