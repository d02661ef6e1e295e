import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { ForeignFile, kubeconfigText, writeKubeconfig } from './kubeconfig.ts';
import { removeKubeconfig } from './remove-kubeconfig.js';

const path = join(mkdtempSync(join(tmpdir(), 'kubeconfig-')), 'a', 'config');
const text = kubeconfigText({ url: 'https://127.0.0.1:6443', certificate: 'CERTIFICATE', token: 'secret' });

describe('the kubeconfig of the sample cluster', () => {
  it('is read by the Kubernetes client as one context with a token', () => {
    const config = new KubeConfig();
    config.loadFromString(text);
    expect(config.getCurrentContext()).toBe('kubeplano-sample');
    expect(config.getCurrentCluster()?.server).toBe('https://127.0.0.1:6443');
    expect(config.getCurrentUser()?.token).toBe('secret');
  });

  it('holds a context for each user, with the namespace that is theirs', () => {
    const config = new KubeConfig();
    config.loadFromString(
      kubeconfigText({
        url: 'https://127.0.0.1:6443',
        certificate: 'CERTIFICATE',
        token: 'secret',
        others: [
          { name: 'reader', token: 'a' },
          { name: 'guest', token: 'b', namespace: 'desarrollo' },
        ],
      }),
    );
    expect(config.getContexts().map(({ name, namespace }) => [name, namespace])).toEqual([
      ['kubeplano-sample', undefined],
      ['reader', undefined],
      ['guest', 'desarrollo'],
    ]);
    config.setCurrentContext('guest');
    expect(config.getCurrentUser()?.token).toBe('b');
    expect(config.getCurrentCluster()?.server).toBe('https://127.0.0.1:6443');
  });

  it('is never written over a file that is somebody’s own, nor with anything left behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
    const own = join(folder, 'config');
    const theirs = text.replaceAll('kubeplano-sample', 'produccion');
    const merged = `${text.replace('users:', '- name: otro\n  cluster:\n    server: https://10.0.0.1:6443\nusers:')}`;
    for (const content of [theirs, merged, 'apuntes de clase']) {
      writeFileSync(own, content);
      await expect(writeKubeconfig(own, text)).rejects.toThrow(ForeignFile);
      expect(readFileSync(own, 'utf8')).toBe(content);
    }
    for (const content of ['', text.replace('secret', 'of the one before')]) {
      writeFileSync(own, content);
      await writeKubeconfig(own, text);
      expect(readFileSync(own, 'utf8')).toBe(text);
    }
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('takes the place of no link, folder or device', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
    symlinkSync('nowhere', join(folder, 'link'));
    for (const own of [join(folder, 'link'), folder, '/dev/null'])
      await expect(writeKubeconfig(own, text), own).rejects.toThrow(ForeignFile);
    expect(readdirSync(folder)).toEqual(['link']);
  });

  it('is for its owner only, and goes when its cluster goes, unless it is another’s by then', async () => {
    await writeKubeconfig(path, text);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    removeKubeconfig(path, 'another');
    expect(readFileSync(path, 'utf8')).toBe(text);
    removeKubeconfig(path, 'secret');
    expect(existsSync(path)).toBe(false);
    removeKubeconfig(path, 'secret');
  });
});
