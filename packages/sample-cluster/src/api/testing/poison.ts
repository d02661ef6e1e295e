/** For tests: an object with something that does not belong there in one of its places. */
import fc from 'fast-check';
import { type Fields, isFields } from '../json.ts';

/** What is planted: nothing, too much, too little and the wrong thing. */
export const POISON: readonly unknown[] = [
  null,
  [],
  {},
  '',
  [null],
  { a: null },
  true,
  -1,
  0,
  1.5,
  2 ** 31,
  2 ** 63,
  1e30,
  'x'.repeat(300),
  'A b/ç',
  '150%',
  '9999-12-31T23:59:59Z',
  [[]],
  [{}],
];

type Path = readonly (string | number)[];

/** Every place of a JSON value. */
export function placesOf(value: unknown, at: Path = []): Path[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => placesOf(item, [...at, index]))];
  if (!isFields(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([name, part]) => placesOf(part, [...at, name]))];
}

/** A copy with another value in one place. */
export function planted(value: unknown, [first, ...rest]: Path, poison: unknown): unknown {
  if (first === undefined) return poison;
  if (Array.isArray(value)) return value.map((item, index) => (index === first ? planted(item, rest, poison) : item));
  return isFields(value) ? { ...value, [first]: planted(value[first], rest, poison) } : value;
}

/** A place of a manifest and what is planted there; never the manifest itself nor its name. */
export const poisonFor = (manifest: Fields): fc.Arbitrary<{ path: Path; poison: unknown }> =>
  fc.record({
    path: fc.constantFrom(...placesOf(manifest).filter((path) => path.length > 0 && path.join() !== 'metadata,name')),
    poison: fc.constantFrom(...POISON),
  });
