import { describe, expect, it } from 'vitest';
import en from '@/lib/i18n/messages/en/cli.json';
import es from '@/lib/i18n/messages/es/cli.json';
import { optionsOf, startFailureOf } from './sample';

describe('the sample cluster that the environment asks for', () => {
  it('has its shape, speed, port and place', () => {
    expect(
      optionsOf({
        KUBEPLANO_SAMPLE_PROFILE: 'ha',
        KUBEPLANO_SAMPLE_SPEED: '2',
        KUBEPLANO_SAMPLE_PORT: '6443',
        KUBEPLANO_SAMPLE_KUBECONFIG: '/a/b',
        KUBEPLANO_SAMPLE_SIZE: '',
      }),
    ).toEqual({ profile: 'ha', speed: 2, port: 6443, kubeconfig: '/a/b', size: undefined });
  });

  it('leaves out what means nothing', () => {
    const nonsense = { KUBEPLANO_SAMPLE_PROFILE: 'k3s', KUBEPLANO_SAMPLE_SPEED: '1e-9', KUBEPLANO_SAMPLE_PORT: '-1' };
    expect(Object.values(optionsOf(nonsense)).filter((value) => value !== undefined)).toEqual([]);
  });
});

describe('a sample cluster that does not start', () => {
  it.each([
    ['port-taken', { port: '6443' }],
    ['port-not-permitted', { port: '80' }],
    ['kubeconfig-foreign', { file: '/a' }],
    ['kubeconfig-not-written', { file: '/a', detail: 'EROFS' }],
    ['not-started', { detail: 'no memory' }],
  ] as const)('says why in both languages: %s', (code, values) => {
    const failure = startFailureOf(Object.assign(new Error('it did not start'), { code, values }));
    expect(failure).toEqual({ key: `sample-${code}`, values });
    for (const words of [es, en])
      for (const name of Object.keys(values)) expect(words[failure.key]).toContain(`{${name}}`);
  });

  it('says in its own words what nobody foresaw', () => {
    expect(startFailureOf(new Error('spawn ENOMEM'))).toEqual({
      key: 'sample-not-started',
      values: { detail: 'spawn ENOMEM' },
    });
  });
});
