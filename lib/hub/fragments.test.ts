import { createGunzip, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fragment, fragmentOf, gzipBody, plainBody, takesGzip } from './fragments';

const written = (fragments: readonly Fragment[], body = gzipBody()) =>
  Buffer.concat([body.start, ...fragments.map(body.write), body.end()]);

describe('fragments', () => {
  it('make one gzip member of any texts, which says the same as the plain body', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const fragments = texts.map(fragmentOf);
        expect(gunzipSync(written(fragments)).toString()).toBe(written(fragments, plainBody()).toString());
      }),
    );
  });

  it('are read in any order, by viewers that came at different times', () => {
    const [one, two, three] = ['data: uno\n\n', 'data: dos\n\n', `data: ${'tres '.repeat(30_000)}\n\n`].map(fragmentOf);
    if (!one || !two || !three) throw new Error('three were made');
    expect(gunzipSync(written([three, one])).toString()).toBe(`data: ${'tres '.repeat(30_000)}\n\ndata: uno\n\n`);
    expect(gunzipSync(written([two, one, two])).toString()).toBe('data: dos\n\ndata: uno\n\ndata: dos\n\n');
    expect(one.deflated()).toBe(one.deflated());
  });

  it('can be read as soon as they are written, without the end', async () => {
    const gunzip = createGunzip();
    const body = gzipBody();
    gunzip.write(body.start);
    for (const text of ['data: a\n\n', 'data: b\n\n']) {
      const heard = new Promise<string>((resolve) => gunzip.once('data', (bytes: Buffer) => resolve(bytes.toString())));
      gunzip.write(body.write(fragmentOf(text)));
      expect(await heard).toBe(text);
    }
    gunzip.destroy();
  });

  it('are far smaller where texts repeat themselves', () => {
    const pods = JSON.stringify(Array.from({ length: 500 }, (_, n) => ({ namespace: 'tienda', name: `web-${n}` })));
    expect(fragmentOf(pods).deflated().length).toBeLessThan(pods.length / 5);
  });
});

describe('takesGzip', () => {
  it('gives it only to who asks for it', () => {
    expect(takesGzip('gzip, deflate, br, zstd')).toBe(true);
    expect(takesGzip('br;q=1.0, GZIP;q=0.5')).toBe(true);
    expect(takesGzip('*')).toBe(true);
    expect(takesGzip(null)).toBe(false);
    expect(takesGzip('identity')).toBe(false);
    expect(takesGzip('gzip;q=0, br')).toBe(false);
    expect(takesGzip('*;q=1, gzip;q=0')).toBe(false);
  });
});
