import { mkdtempSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SampleCluster } from './engine/cluster.ts';
import { growSampleCluster } from './serve.ts';

interface Answer {
  status: number | undefined;
  items?: { metadata: { name: string } }[];
  message?: string;
}
const get = (url: string, token: string) =>
  new Promise<Answer>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const call = request(url, { headers, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ ...JSON.parse(text), status: response.statusCode }));
    });
    call.on('error', reject);
    call.end();
  });
const newPath = () => join(mkdtempSync(join(tmpdir(), 'sample-')), 'config');
const field = (path: string, name: string) => new RegExp(`${name}: (\\S+)`).exec(readFileSync(path, 'utf8'))?.[1] ?? '';

it('is reached at once and answers when it has grown, never with a cluster that is half there', async () => {
  const { kubeconfigPath, grown, stop } = await growSampleCluster({ kubeconfigPath: newPath(), paused: true });
  const asked = get(`${field(kubeconfigPath, 'server')}/api/v1/nodes`, field(kubeconfigPath, 'token'));
  const { cluster } = await grown;
  const { items = [] } = await asked;
  expect(items.map(({ metadata }) => metadata.name)).toEqual([...cluster.machines.keys()].toSorted());
  await stop();
});

it('can be stopped before it has grown', async () => {
  const { grown, stop } = await growSampleCluster({ kubeconfigPath: newPath() });
  await stop();
  expect((await grown).driver.paused).toBe(true);
});

it('says so to whoever asks when it could not grow', async () => {
  const grow = vi.spyOn(SampleCluster.prototype, 'grow').mockImplementation(function* () {
    yield;
    throw new Error('no seed');
  });
  const { kubeconfigPath, grown, stop } = await growSampleCluster({ kubeconfigPath: newPath() });
  grow.mockRestore();
  const answer = get(`${field(kubeconfigPath, 'server')}/api/v1/nodes`, field(kubeconfigPath, 'token'));
  await expect(grown).rejects.toThrow('no seed');
  expect(await answer).toMatchObject({ status: 500, message: expect.stringContaining('no seed') });
  await stop();
});
