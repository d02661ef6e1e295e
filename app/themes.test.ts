import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8');

function tokens(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no ${selector} in globals.css`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance and contrast: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string | undefined, b: string | undefined): number {
  if (!a || !b) throw new Error('a token is missing');
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const THEMES = [
  { theme: 'light', selector: ':root', least: 4.5 },
  { theme: 'dark', selector: '[data-theme="dark"]', least: 4.5 },
  { theme: 'projector', selector: '[data-theme="projector"]', least: 7 },
];
const TEXT = ['ink', 'soft', 'accent', 'ok', 'warn', 'bad', 'idle'];
const GROUND = ['canvas', 'surface', 'host', 'accent-soft'];

describe.each(THEMES)('theme $theme', ({ selector, least }) => {
  const found = tokens(selector);

  it.each(TEXT)(`reads %s on every groups at ${least}:1 or better`, (text) => {
    for (const groups of GROUND) {
      expect(contrast(found[text], found[groups]), `${text} on ${groups}`).toBeGreaterThanOrEqual(least);
    }
  });

  it('reads a filled button', () => {
    expect(contrast(found.surface, found.accent)).toBeGreaterThanOrEqual(least);
  });
});

it('gives the system theme, when dark, the tokens of the dark one', () => {
  expect(tokens('[data-theme="system"]')).toEqual(tokens('[data-theme="dark"]'));
});

it('knows black on white for 21:1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
