/**
 * What an object holds under a word of the cluster, and nothing it inherits: a label may be called `constructor`.
 * Tables of our own that such words look up are Maps (`lib/config/tables.test.ts`).
 */
export function own<T>(held: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return held && Object.hasOwn(held, word) ? held[word] : undefined;
}
