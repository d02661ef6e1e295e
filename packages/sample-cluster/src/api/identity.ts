/** Times, uids and generated names as an API server writes them. `random` answers a number in [0, 1). */

const NAME_CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** RFC 3339 in whole seconds. */
export const timestamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Five characters that end a generated name. */
export function nameSuffix(random: () => number): string {
  const one = () => NAME_CHARACTERS[Math.floor(random() * NAME_CHARACTERS.length)] ?? 'x';
  return Array.from({ length: 5 }, one).join('');
}

/** A version 4 UUID. */
export function newUid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  hex[12] = '4';
  hex[16] = '89ab'[Math.floor(random() * 4)] ?? '8';
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
