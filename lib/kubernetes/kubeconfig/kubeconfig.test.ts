import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/contract/problem';
import { LOCALES } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import { classify } from '../classify';
import { KUBECONFIG_CASES, type KubeconfigCase, kubeconfigBytes } from '../testing/kubeconfig-cases';
import { createLoopback } from '../testing/loopback';

const NOBODY = 1;
let loopback: ReturnType<typeof createLoopback>;
let port: number;
beforeAll(async () => {
  loopback = createLoopback();
  const url = await loopback.https((_, response) => response.end('{"gitVersion":"v1.36.2"}'));
  port = Number(new URL(url).port);
});
afterAll(() => loopback.close());

function written(given: KubeconfigCase): string {
  for (const [name, text] of Object.entries(given.beside ?? {})) loopback.write(name, text);
  const file = path.join(loopback.folder, 'config');
  writeFileSync(file, kubeconfigBytes(given, port, NOBODY));
  return file;
}
async function said(file: string): Promise<Problem | undefined> {
  try {
    await loopback.transport(file).json({ path: '/version' });
    return undefined;
  } catch (error) {
    return classify(error);
  }
}

describe('a kubeconfig', () => {
  it.each(KUBECONFIG_CASES)('$name', async (given) => {
    const file = written(given);
    const problem = await said(file);
    expect(problem?.code, problem?.detail).toBe(given.code);
    if (!problem) return;
    if (given.detail) expect(problem.detail).toMatch(given.detail);
    if (given.entry) expect(problem.values).toMatchObject({ file, entry: given.entry });
    expect(Object.values(problem.values ?? {})).not.toContain('');
    for (const locale of LOCALES) {
      const { title, cause, remedy } = MESSAGES[locale].errors[problem.code];
      expect([title, cause, remedy].every(Boolean)).toBe(true);
    }
  });

  it('of two files with the same names is the first, and the other one is named', async () => {
    const { mergeKubeconfigs } = await import('./merge');
    const first = written({ name: 'first' });
    const second = loopback.write(
      'second',
      JSON.stringify({ clusters: [{ name: 'c', cluster: { server: 'https://other' } }] }),
    );
    const merged = mergeKubeconfigs([path.join(loopback.folder, 'absent'), first, second]);
    expect(merged.clusters.get('c')?.fields.server).toBe(`https://127.0.0.1:${port}`);
    expect(merged.shadowed).toEqual([{ entry: 'clusters[c]', file: second, by: first }]);
  });

  it('that is not there is told by its name', () => {
    const file = path.join(loopback.folder, 'absent');
    expect(() => loopback.transport(file)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'kubeconfig-not-found', values: { file } }) }),
    );
  });
});

/** kubectl, where it is installed; with KUBEPLANO_ALL_KUBECTLS=1 the other minors beside it too. */
function kubectls(): string[] {
  try {
    const found = realpathSync(execFileSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).trim());
    if (!process.env.KUBEPLANO_ALL_KUBECTLS) return [found];
    const beside = readdirSync(path.dirname(found)).filter((name) => /^kubectl(\.1\.\d+)?$/.test(name));
    return beside.map((name) => path.join(path.dirname(found), name));
  } catch {
    // None here: the table stands by itself.
    return [];
  }
}

describe.skipIf(kubectls().length === 0)('beside kubectl', () => {
  const run = promisify(execFile);
  it.each(kubectls())(
    '%s connects where we do',
    async (kubectl) => {
      const different: string[] = [];
      for (const given of KUBECONFIG_CASES) {
        const env = { ...process.env, HOME: loopback.folder, KUBECONFIG: written(given) };
        const asked = run(kubectl, ['get', '--raw', '/version', '--request-timeout=5s'], { env });
        asked.child.stdin?.end();
        const connects = await asked.then(
          () => true,
          () => false,
        );
        if (connects !== (given.code === undefined) && !given.unlikeKubectl) different.push(given.name);
      }
      expect(different).toEqual([]);
    },
    120_000,
  );
});
