/** What the server says that it reads (`instrumentation.ts`), in words. */
import { readFileSync } from 'node:fs';

const SAID = {
  recording: 'target-recording',
  sample: 'target-sample',
  none: 'target-none',
  cluster: 'target-cluster',
  'in-cluster': 'target-in-cluster',
};

/** @param {import('./words.js').Lang} lang @param {string} code */
function titleOf(lang, code) {
  const messages = JSON.parse(readFileSync(new URL(`../i18n/messages/${lang}/errors.json`, import.meta.url), 'utf8'));
  return String(messages[code]?.title ?? code);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./words.js').Words} words
 * @param {import('./words.js').Lang} lang
 * @returns {string[]}
 */
export function readingLines(env, words, lang) {
  /** @type {import('../hub/what-is-read').WhatIsRead | undefined} */
  const reading = env.KUBEPLANO_READING ? JSON.parse(env.KUBEPLANO_READING) : undefined;
  if (!reading) return [];
  if (reading.kind === 'problem') {
    const { code, detail, values = {} } = reading.problem;
    const place = [values.file, values.entry, values.context, detail].filter((part) => part !== undefined).join(', ');
    return [words('target-problem', { title: titleOf(lang, code), detail: place })];
  }
  const shadowed = reading.shadowed.map(({ entry, file, by }) => words('shadowed', { entry, file, by }));
  return [words(SAID[reading.kind], reading.values), ...shadowed];
}
