import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILE_NAMES } from '@kubeplano/sample-cluster/options';
import { describe, expect, it } from 'vitest';
import { parseOptions, serverEnvironment } from './options.js';
import { UsageError } from './usage-error.js';

const problemOf = (args: string[], env: Record<string, string> = {}) => {
  try {
    parseOptions(args, env);
  } catch (error) {
    if (error instanceof UsageError) return { key: error.key, ...error.values };
    throw error;
  }
  return undefined;
};

describe('options', () => {
  it('listens on loopback and lets the port move when nothing is asked', () => {
    expect(parseOptions([], {})).toMatchObject({ host: '127.0.0.1', port: 7788, portAsked: false, open: true });
  });

  it('takes a value after the flag or after an equals sign', () => {
    expect(parseOptions(['--port', '9000', '--context=my=odd'], {})).toMatchObject({
      port: 9000,
      portAsked: true,
      context: 'my=odd',
    });
  });

  it('adds up repeated namespaces, and splits those of the environment', () => {
    expect(parseOptions(['-n', 'a', '--namespace', 'b', '-n', 'a'], {}).namespaces).toEqual(['a', 'b']);
    expect(parseOptions([], { KUBEPLANO_NAMESPACES: 'a, b' }).namespaces).toEqual(['a', 'b']);
  });

  it('prefers a flag to its variable', () => {
    expect(parseOptions(['--port', '9000'], { PORT: '9001' }).port).toBe(9000);
    expect(parseOptions([], { PORT: '9001' })).toMatchObject({ port: 9001, portAsked: true });
  });

  it('reads switches of the environment as 1 or 0', () => {
    expect(parseOptions([], { KUBEPLANO_SAMPLE: '1' }).sample).toBe(true);
    expect(parseOptions([], { KUBEPLANO_SAMPLE: '0' }).sample).toBe(false);
    expect(problemOf([], { KUBEPLANO_SAMPLE: 'maybe' })).toEqual({
      key: 'bad-switch',
      name: 'KUBEPLANO_SAMPLE',
      value: 'maybe',
    });
  });

  it('takes the shapes the sample cluster has, and names the flag or variable that asks for another', () => {
    for (const name of PROFILE_NAMES)
      expect(parseOptions(['--sample-profile', name], {})).toMatchObject({ sample: true, sampleProfile: name });
    const variable = { KUBEPLANO_SAMPLE_PROFILE: 'minikube' };
    expect(parseOptions([], variable)).toMatchObject({ sample: true, sampleProfile: 'minikube' });
    expect(problemOf(['--sample-profile', 'k3s'])).toMatchObject({
      key: 'bad-sample-profile',
      name: '--sample-profile',
      value: 'k3s',
    });
    expect(() => parseOptions([], { KUBEPLANO_SAMPLE_PROFILE: 'k3s' })).toThrow(UsageError);
  });

  it('names the flag or the variable that holds a bad value', () => {
    expect(problemOf(['--sample-size', 'pods=3'])).toMatchObject({ key: 'bad-sample-size', value: 'pods=3' });
    expect(parseOptions(['--sample-size', 'nodes=5,pods=9'], {})).toMatchObject({
      sample: true,
      sampleSize: 'nodes=5,pods=9',
    });
    expect(problemOf(['--port', '99999'])).toEqual({ key: 'bad-port', name: '--port', value: '99999' });
    expect(problemOf([], { PORT: '80x' })).toEqual({ key: 'bad-port', name: 'PORT', value: '80x' });
    expect(problemOf([], { KUBEPLANO_LANG: 'fr' })).toMatchObject({ key: 'bad-lang', name: 'KUBEPLANO_LANG' });
    expect(problemOf(['-n', 'Not_A_Name'])).toMatchObject({ key: 'bad-namespace', value: 'Not_A_Name' });
    expect(problemOf(['--host', 'http://x'])).toMatchObject({ key: 'bad-host' });
  });

  it('asks for no more than a sample cluster can have, and for one kind of it', () => {
    expect(parseOptions(['--sample-size', 'nodes=50000,pods=1500000'], {}).sampleSize).toBe('nodes=50000,pods=1500000');
    expect(problemOf(['--sample-size', 'nodes=5,namespaces=9999999'])).toEqual({
      key: 'sample-size-too-large',
      name: '--sample-size',
      value: 'namespaces=9999999',
      most: 5_000,
    });
    for (const nonsense of [
      'nodes',
      'nodes=',
      'nodes=-1',
      'nodes=1.5',
      'nodes=0',
      'nodos=5',
      'nodes=5;pods=3',
      'nodes=5,',
    ])
      expect(problemOf(['--sample-size', nonsense]), nonsense).toMatchObject({ key: 'bad-sample-size' });
    expect(problemOf(['--sample-size', 'nodes=5', '--sample-profile', 'ha'])).toEqual({
      key: 'sample-size-has-no-profile',
      name: '--sample-profile',
      size: '--sample-size',
    });
  });

  it.each([
    ['nodes', 50_000],
    ['pods', 1_500_000],
    ['namespaces', 5_000],
    ['changes', 10_000],
    ['heartbeat', 3_600],
  ])('allows as many %s as the sample cluster can have: %d', (what, most) => {
    const size = (number: number) => (what === 'nodes' ? `nodes=${number}` : `nodes=5,${what}=${number}`);
    expect(problemOf(['--sample-size', size(most)])).toBeUndefined();
    expect(problemOf(['--sample-size', size(most + 1)])).toMatchObject({ key: 'sample-size-too-large' });
  });

  it('checks the variables of the sample cluster that have no flag', () => {
    for (const [name, value, key] of [
      ['KUBEPLANO_SAMPLE_PORT', 'abc', 'bad-port'],
      ['KUBEPLANO_SAMPLE_PORT', '70000', 'bad-port'],
      ['KUBEPLANO_SAMPLE_SPEED', '11', 'bad-sample-speed'],
      ['KUBEPLANO_SAMPLE_SPEED', 'rápido', 'bad-sample-speed'],
      ['KUBEPLANO_SAMPLE_SPEED', '0', 'bad-sample-speed'],
      ['KUBEPLANO_SAMPLE_SPEED', '1e-9', 'bad-sample-speed'],
    ] as const)
      expect(problemOf([], { [name]: value }), value).toEqual({ key, name, value });
    expect(problemOf([], { KUBEPLANO_SAMPLE_PORT: '6443', KUBEPLANO_SAMPLE_SPEED: '0.5' })).toBeUndefined();
    expect(problemOf(['--help'], { KUBEPLANO_SAMPLE_PORT: 'abc' })).toBeUndefined();
  });

  it('suggests the flag that was probably meant, and none when nothing is near', () => {
    expect(problemOf(['--prot', '1'])).toEqual({ key: 'unknown-flag-nearest', flag: '--prot', meant: '--port' });
    expect(problemOf(['--namespaces', 'a'])).toMatchObject({ meant: '--namespace' });
    expect(problemOf(['--zzzzzz'])).toEqual({ key: 'unknown-flag', flag: '--zzzzzz' });
  });

  it('refuses a stray word, a missing value and a value that is not wanted', () => {
    expect(problemOf(['start'])).toEqual({ key: 'unexpected-argument', argument: 'start' });
    expect(problemOf(['--from', '--sample'])).toEqual({ key: 'flag-needs-value', flag: '--from' });
    expect(problemOf(['--sample=no'])).toEqual({ key: 'flag-takes-no-value', flag: '--sample' });
  });

  it('wants a folder that exists for a recording, and a kubeconfig that exists', () => {
    const folder = mkdtempSync(join(tmpdir(), 'options-'));
    const file = join(folder, 'config');
    writeFileSync(file, '');
    expect(parseOptions(['--from', folder, '--kubeconfig', file], {})).toMatchObject({
      from: folder,
      kubeconfig: file,
    });
    expect(problemOf(['--from', join(folder, 'none')])).toMatchObject({ key: 'recording-not-found', name: '--from' });
    expect(parseOptions([], { KUBEPLANO_FROM: file })).toMatchObject({ from: file });
    expect(problemOf(['--kubeconfig', join(folder, 'none')])).toMatchObject({ key: 'kubeconfig-not-found' });
  });

  it('answers --help whatever the environment holds', () => {
    expect(parseOptions(['--help'], { PORT: 'x' }).help).toBe(true);
  });

  it('hands the settings to the server as environment, leaving KUBECONFIG alone unless a file was given', () => {
    const environment = serverEnvironment(parseOptions(['-n', 'a', '-n', 'b', '--sample'], {}));
    expect(environment).toMatchObject({ KUBEPLANO_NAMESPACES: 'a,b', KUBEPLANO_SAMPLE: '1', HOST: '127.0.0.1' });
    expect(environment).not.toHaveProperty('KUBECONFIG');
    expect(environment).not.toHaveProperty('KUBEPLANO_KUBECONFIG');
  });
});
