/** What the command line says, in Spanish and English: messages of namespace `cli` with `{name}` placeholders. */
import { readFileSync } from 'node:fs';

/** Control characters and those that turn the direction of a text: a terminal obeys them. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A value as it may be printed: what a terminal would obey is shown instead. @param {string} name @param {string} value */
function printable(name, value) {
  return value.replace(UNPRINTABLE, (character) => {
    // What a build printed has lines and colours of its own.
    if (name === 'output') return character;
    return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** @typedef {'es' | 'en'} Lang */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Words */

/**
 * The language to speak before any option is parsed: `KUBEPLANO_LANG`, else the system's (`LC_ALL`, `LC_MESSAGES`, `LANG`);
 * English when that is neither Spanish nor English.
 * @param {Record<string, string | undefined>} env
 * @returns {Lang}
 */
export function langOf(env) {
  const own = env.KUBEPLANO_LANG;
  if (own === 'es' || own === 'en') return own;
  const system = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^es/i.test(system) ? 'es' : 'en';
}

/**
 * @param {Lang} lang
 * @returns {Words}
 */
export function wordsIn(lang) {
  /** @type {Record<string, string>} */
  const messages = JSON.parse(readFileSync(new URL(`../i18n/messages/${lang}/cli.json`, import.meta.url), 'utf8'));
  return (key, values = {}) => {
    const text = messages[key];
    if (text === undefined) throw new Error(`no message cli.${key}`);
    return text.replace(/\{(\w+)\}/g, (_, name) => printable(name, String(values[name] ?? '')));
  };
}

/**
 * @param {Record<string, string | undefined>} env
 * @returns {Words}
 */
export function wordsFor(env) {
  return wordsIn(langOf(env));
}
