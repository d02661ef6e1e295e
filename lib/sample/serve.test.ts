import { mkdtempSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { growSampleCluster } from './serve';

/** The names of a list, and when the answer came. */
const names = (url: string, token: string) =>
  new Promise<string[]>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const call = request(url, { headers, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => {
        const list: { items: { metadata: { name: string } }[] } = JSON.parse(text);
        resolve(list.items.map(({ metadata }) => metadata.name));
      });
    });
    call.on('error', reject);
    call.end();
  });
const newPath = () => join(mkdtempSync(join(tmpdir(), 'sample-')), 'config');
const field = (path: string, name: string) => new RegExp(`${name}: (\\S+)`).exec(readFileSync(path, 'utf8'))?.[1] ?? '';

it('is reached at once and answers when it has grown, never with a cluster that is half there', async () => {
  const { kubeconfigPath, grown, stop } = await growSampleCluster({ kubeconfigPath: newPath(), paused: true });
  const asked = names(`${field(kubeconfigPath, 'server')}/api/v1/nodes`, field(kubeconfigPath, 'token'));
  const { cluster } = await grown;
  expect(await asked).toEqual([...cluster.machines.keys()].toSorted());
  await stop();
});

it('can be stopped before it has grown', async () => {
  const { grown, stop } = await growSampleCluster({ kubeconfigPath: newPath() });
  await stop();
  expect((await grown).driver.paused).toBe(true);
});
