/**
 * The values of the identity this process uses (tokens, passwords, keys): whoever is about to let a text out takes them
 * out of it, by value, wherever they came from. Without imports, so that scripts can use it too.
 */

/** Shorter values are too likely to be ordinary words of an answer to be taken out of it. */
const SHORTEST = 8;
/** Rotated tokens are remembered for a while: an error may quote the one before. */
const MOST = 16;
const HIDDEN = '[redacted]';

/** How a value may be written where somebody quotes it. */
function formsOf(value: string): string[] {
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
  ];
  return [...new Set(forms)];
}

/** Values to take out of texts. */
export interface KnownSecrets {
  /** Remembers values; those too short to be told from words are passed over. */
  add(...values: (string | undefined)[]): void;
  /** The text without any of the values. Linear in its length. */
  hide(text: string): string;
  /** JSON of a body, its texts without any of the values; keys are left as they are. */
  json(body: unknown): string;
  /** Grows with each new value: what was cleaned before may hold it. */
  readonly generation: number;
}

/** An empty set of known values. */
export function createKnownSecrets(): KnownSecrets {
  const known = new Map<string, string[]>();
  let forms: string[] = [];
  let generation = 0;

  const hide = (text: string) => {
    let clean = text;
    for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, HIDDEN);
    return clean;
  };
  return {
    hide,
    add(...values) {
      for (const given of values) {
        const value = given?.trim() ?? '';
        if (value.length < SHORTEST) continue;
        if (!known.has(value)) generation += 1;
        // Used again: the last to be forgotten.
        known.delete(value);
        known.set(value, formsOf(value));
      }
      for (const [oldest] of known) {
        if (known.size <= MOST) break;
        known.delete(oldest);
      }
      // The longest first: one value may hold another.
      forms = [...known.values()].flat().toSorted((one, other) => other.length - one.length);
    },
    get generation() {
      return generation;
    },
    json(body) {
      const text = JSON.stringify(body) ?? 'null';
      if (!forms.some((form) => text.includes(form))) return text;
      return JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' ? hide(value) : value));
    },
  };
}

const KEY = Symbol.for('kubeplano.secrets');
const shared: typeof globalThis & { [KEY]?: KnownSecrets } = globalThis;

/** Those of this process. On globalThis: Next compiles `instrumentation.ts` apart from the routes. */
export function knownSecrets(): KnownSecrets {
  shared[KEY] ??= createKnownSecrets();
  return shared[KEY];
}
