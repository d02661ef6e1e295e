import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import { pngSize } from './testing/png-size';

const file = (name: string) => new URL(`../public/${name.replace(/^\//, '')}`, import.meta.url);
const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8');
/** The light theme's canvas, which is in globals.css first. */
const CANVAS = /--canvas: (#[0-9a-f]{6})/.exec(css)?.[1];

interface Manifest {
  name: string;
  description: string;
  lang: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
  [other: string]: unknown;
}
const manifest = (lang: string): Manifest => JSON.parse(readFileSync(file(`${lang}.webmanifest`), 'utf8'));

describe.each(['es', 'en'] as const)('the manifest in %s', (lang) => {
  const { name, description, icons, ...rest } = manifest(lang);

  it('says what the page says, in its language', () => {
    expect([name, description, rest.lang]).toEqual([MESSAGES[lang].app.title, MESSAGES[lang].app.description, lang]);
  });

  it('lets the page be installed: a start within its scope, a window of its own, icons of 192 and 512', () => {
    expect(rest).toMatchObject({
      id: '/',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: CANVAS,
    });
    const whole = icons.filter(({ purpose }) => purpose === undefined).map(({ sizes }) => sizes);
    expect(whole).toEqual(expect.arrayContaining(['192x192', '512x512']));
    expect(icons.filter(({ purpose }) => purpose === 'maskable').length).toBe(1);
  });

  it.each(icons.map((icon) => [icon.src, icon] as const))('has %s in the size it says', (src, { sizes, type }) => {
    if (type === 'image/png') expect(pngSize(readFileSync(file(src))).join('x')).toBe(sizes);
    else expect([sizes, existsSync(file(src))]).toEqual(['any', true]);
  });
});

describe('public/', () => {
  it('names one app in both languages: but for the words the manifests are the same', () => {
    const { description: _es, lang: _lang, ...es } = manifest('es');
    expect(manifest('en')).toMatchObject(es);
  });

  it('has the pictures that the page links, in their sizes', () => {
    expect(pngSize(readFileSync(file('apple-touch-icon.png')))).toEqual([180, 180]);
    expect(pngSize(readFileSync(file('social.png')))).toEqual([1200, 630]);
  });

  it('asks search engines to stay out', () => {
    expect(readFileSync(file('robots.txt'), 'utf8')).toMatch(/^User-agent: \*\nDisallow: \/$/m);
  });

  it('is light, and holds no more than that', () => {
    const files = readdirSync(file(''));
    expect(files.toSorted()).toEqual(
      [
        ...['apple-touch-icon.png', 'en.webmanifest', 'es.webmanifest', 'icon-192.png', 'icon-512.png'],
        ...['icon-maskable-512.png', 'icon.svg', 'robots.txt', 'social.png'],
      ].toSorted(),
    );
    for (const name of files) expect(readFileSync(file(name)).length, name).toBeLessThan(120_000);
  });
});
