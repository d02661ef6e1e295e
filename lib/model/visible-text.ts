/**
 * Texts of others as they may be shown: what cannot be seen, or is seen as something else, is written by its code point.
 * Linear in the length of the text.
 */

/** Control characters (but for those of lines and tabs) and the ones that turn the direction of what follows. */
const HIDDEN = /(?![\t\n\r])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const ALL_HIDDEN = new RegExp(HIDDEN, 'gu');
/** Beside these, in a name: its lines and tabs, spaces of no width, and the byte order mark. */
const ALL_HIDDEN_IN_NAMES = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** Most texts, told at a glance. */
const PLAIN = /^[ -~]*$/;
const LATIN = /\p{Script=Latin}/u;
const LOOK_ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;

const code = (character: string) =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** A text of several words and lines. */
export const visibleText = (text: string): string =>
  PLAIN.test(text) || !HIDDEN.test(text) ? text : text.replace(ALL_HIDDEN, code);

/** A name (an object, a context, a user): letters of two alphabets in one name are there to be mistaken. */
export function visibleName(name: string): string {
  if (PLAIN.test(name)) return name;
  const visible = name.replace(ALL_HIDDEN_IN_NAMES, code);
  return LATIN.test(name) ? visible.replace(LOOK_ALIKE, code) : visible;
}
