import fc from 'fast-check';
import { expect, it } from 'vitest';
import { difference, hasFields, intersection, isEmptySet, readFieldSet } from './field-set.ts';

const names = fc.constantFrom('f:a', 'f:b', 'k:{"name":"web"}');
const fieldsV1 = fc.letrec((tie) => ({
  part: fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('whole')),
  whole: fc
    .tuple(fc.boolean(), fc.dictionary(names, tie('part'), { maxKeys: 3 }))
    .map(([self, below]) => (self ? { ...below, '.': {} } : below)),
})).whole;

it('finds in fieldsV1, unread, what the sets that are read from it have in common', () => {
  fc.assert(
    fc.property(fieldsV1, fieldsV1, (fields, other) => {
      const set = readFieldSet(other);
      expect(hasFields(fields, set, false)).toBe(!isEmptySet(intersection(readFieldSet(fields), set)));
    }),
  );
});

it('finds in fieldsV1, unread, that nothing of a set is missing', () => {
  fc.assert(
    fc.property(fieldsV1, fieldsV1, (fields, other) => {
      const set = readFieldSet(other);
      expect(hasFields(fields, set, true)).toBe(isEmptySet(difference(set, readFieldSet(fields))));
    }),
  );
});
