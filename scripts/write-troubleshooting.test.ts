import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROBLEM_CODES } from '../lib/contract/problem';
import { PAGES, troubleshooting } from './write-troubleshooting.js';

it.each(PAGES)(
  '$file says of every problem what the page says (else: node scripts/write-troubleshooting.js)',
  (page) => {
    const text = readFileSync(new URL(`../${page.file}`, import.meta.url), 'utf8');
    expect(text).toBe(troubleshooting(page));
    for (const code of PROBLEM_CODES) expect(text).toContain(`## \`${code}\``);
  },
);
