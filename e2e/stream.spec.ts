import { get } from 'node:http';
import { createGunzip } from 'node:zlib';
import { expect, test } from './support/test';

/** Headers of the stream as Node gets them, and its first event, unpacked here. */
function firstEvent(url: string, headers: Record<string, string>) {
  return new Promise<{ encoding?: string | undefined; text: string }>((resolve, reject) => {
    const request = get(`${url}/api/cluster/stream`, { headers }, (response) => {
      const encoding = response.headers['content-encoding'];
      const body = encoding === 'gzip' ? response.pipe(createGunzip()) : response;
      let text = '';
      body.on('data', (bytes: Buffer) => {
        text += bytes.toString();
        // The whole first event, while the stream stays open.
        if (!/event: snapshot\n.*\n\n$/s.test(text)) return;
        request.destroy();
        resolve({ encoding, text });
      });
      body.on('error', () => undefined);
    });
    request.on('error', reject);
  });
}

test('the stream is compressed for who takes it, prompt, and plain for who does not', async ({ recorded }) => {
  const plain = await firstEvent(recorded.url, {});
  const gzip = await firstEvent(recorded.url, { 'accept-encoding': 'gzip' });
  expect([plain.encoding, gzip.encoding]).toEqual([undefined, 'gzip']);
  const snapshot = (text: string) => text.slice(text.indexOf('event: snapshot'));
  expect(snapshot(gzip.text)).toBe(snapshot(plain.text));
  expect(gzip.text).toMatch(/^: beat\n\nevent: hello\n/);
});

const streams = async (url: string) => (await (await fetch(`${url}/readyz`)).json()).streams;

test('seven pages of one browser share one stream, each complete and alive', async ({ live, sample, context }) => {
  const pages = [];
  for (let tab = 0; tab < 7; tab += 1) {
    const page = await context.newPage();
    await page.goto(`${live.url}/?lang=en`);
    pages.push(page);
  }
  for (const page of pages) await expect(page.getByText('CoreDNS').first()).toBeVisible();
  expect(await streams(live.url)).toBe(1);

  await sample.act({ do: 'create', namespace: 'default', name: 'siete', image: 'nginx:1.26', replicas: 1 });
  for (const page of pages) await expect(page.locator('[data-id^="pod:default/siete"]').first()).toBeVisible();

  const [first, ...others] = pages;
  if (!first) throw new Error('seven were opened');
  for (const page of others) await page.close();
  await sample.act({ do: 'create', namespace: 'default', name: 'ocho', image: 'nginx:1.26', replicas: 1 });
  await expect(first.locator('[data-id^="pod:default/ocho"]').first()).toBeVisible();
  await first.close();
  await expect.poll(() => streams(live.url)).toBe(0);
});
