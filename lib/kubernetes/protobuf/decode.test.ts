import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setsNodeName } from '@/lib/model/path/node-name-writer';
import { cleanObject } from '../clean-object';
import { fitTo } from '../kinds/shape';
import { SHAPES } from '../kinds/shapes';
import { knownSecrets } from '../known-secrets';
import { encode, encodeEvent, encodeList, varint } from '../testing/encode';
import { decodeMessage } from './decode';
import { decodeEvent } from './envelope';
import { createListReader } from './list-reader';
import { pod } from './messages/pods';
import { hasNodeName } from './node-name-sign';
import { readTime } from './times';
import { MalformedError, readVarint } from './wire';

const decode = (bytes: Buffer) => decodeMessage(bytes, 0, bytes.length, pod);
const wire = (object: Record<string, unknown>) => decode(encode(object, pod));

const word = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc.constantFrom(
    'token=abcdefgh12345678',
    '\u202egpj',
    'Bearer abcdefghijklmnop',
    'x'.repeat(200),
    'password',
    'nginx',
  ),
);
const name = fc.constantFrom('app', 'name', 'value', 'token', 'db-password', '__proto__', 'uid', 'url', 'ünï');
// Without any, a map is not written at all.
const words = fc.dictionary(name, word, { minKeys: 1, noNullPrototype: true });
const count = fc.integer({ min: 1 });
const time = fc
  .integer({ min: -62_135_596_799, max: 253_402_300_799 })
  .map((seconds) =>
    seconds === 0 ? '2026-01-01T00:00:00Z' : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
  )
  .filter((text) => /^\d{4}-/.test(text));
const optional = { requiredKeys: [] as never[], noNullPrototype: true };
const anyPod = fc.record({
  metadata: fc.record(
    {
      name: word,
      namespace: word,
      uid: word,
      labels: words,
      annotations: words,
      generation: count,
      creationTimestamp: time,
      finalizers: fc.array(word, { minLength: 1 }),
    },
    { requiredKeys: ['name'], noNullPrototype: true },
  ),
  spec: fc.record(
    {
      nodeName: word,
      priority: fc.integer(),
      hostNetwork: fc.constant(true),
      nodeSelector: words,
      overhead: words,
      containers: fc.array(
        fc.record(
          {
            name: word,
            image: word,
            command: fc.array(fc.oneof(word, fc.constantFrom('--token', '--password')), { minLength: 1 }),
          },
          { requiredKeys: ['name'], noNullPrototype: true },
        ),
        { minLength: 1 },
      ),
      tolerations: fc.array(fc.record({ key: word, tolerationSeconds: fc.maxSafeInteger() }, optional), {
        minLength: 1,
      }),
    },
    optional,
  ),
  status: fc.record({ phase: word, message: word, startTime: time }, optional),
});

describe('protobuf', () => {
  it('says what JSON of the same object says, cleaned as that is', () => {
    fc.assert(
      fc.property(anyPod, (object) => {
        const json = fitTo(SHAPES.get('pods') ?? 'any', cleanObject(object), '', () => {});
        expect(wire(object)).toEqual(json);
      }),
    );
  });

  it('has numbers of any size, with their sign', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const bytes = varint(value);
        expect(readVarint({ bytes, at: 0 }, bytes.length)).toBe(value);
      }),
    );
  });

  it('has times that no calendar has, which are left out', () => {
    const at = (seconds: number) => {
      const bytes = Buffer.concat([varint(8), varint(seconds)]);
      return readTime({ bytes, at: 0 }, bytes.length, false);
    };
    expect([at(0), at(1e15), at(-1e15)]).toEqual([undefined, undefined, undefined]);
    expect(at(1_767_323_045)).toBe('2026-01-02T03:04:05Z');
  });

  it('shares what repeats, and cleans it again when more is known to be secret', () => {
    const object = {
      metadata: { name: 'a' },
      spec: { containers: [{ name: 'c', image: 'nginx', args: ['the-value-of-it'] }] },
    };
    const first = wire(object);
    expect(wire(object).spec).toEqual(first.spec);
    knownSecrets().add('the-value-of-it');
    expect(JSON.stringify(wire(object))).not.toContain('the-value-of-it');
  });

  it('tells of a set of fields whether it has the name of the node, as its JSON would', () => {
    const key = fc.constantFrom(
      'f:spec',
      'f:nodeName',
      'f:metadata',
      '.',
      'k:{"ip":"f:nodeName"}',
      '"f:spec":{',
      'x\\"',
    );
    const { tree } = fc.letrec<{ tree: Record<string, unknown> }>((tie) => ({
      tree: fc.dictionary(key, fc.oneof({ maxDepth: 4 }, fc.constant({}), tie('tree')), { noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(tree, (fieldsV1) => {
        const bytes = Buffer.from(`#${JSON.stringify(fieldsV1)}#{"f:spec":{"f:nodeName":{}}}`);
        const end = 1 + Buffer.byteLength(JSON.stringify(fieldsV1));
        const field = { manager: 'm', fieldsV1 };
        expect(hasNodeName(bytes, 1, end)).toBe(setsNodeName(field));
      }),
      { numRuns: 500 },
    );
  });
});

describe('bytes that are no protobuf', () => {
  const good = encode(
    { metadata: { name: 'web', labels: { app: 'web' } }, spec: { containers: [{ name: 'c' }] } },
    pod,
  );
  const hostile = (bytes: Buffer) => {
    try {
      decode(bytes);
      return 'decoded';
    } catch (error) {
      return error instanceof MalformedError ? 'refused' : error;
    }
  };

  it.each([
    ['a number without end', Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80])],
    ['a number that is cut', Buffer.from([0x80])],
    ['a length beyond the end', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    ['a negative length', Buffer.concat([Buffer.from([0x0a]), varint(-1)])],
    ['a field of another type', Buffer.from([0x08, 0x01])],
    ['a group', Buffer.from([0x7b])],
    ['four bytes that are cut', Buffer.from([0x7d, 0x01])],
  ])('%s', (_, bytes) => {
    expect(hostile(bytes)).toBe('refused');
  });

  it('whatever they are, are refused or decoded', () => {
    const mutated = fc
      .tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), fc.nat({ max: good.length }))
      .map(([at, byte, end]) => {
        const bytes = Buffer.from(good.subarray(0, Math.max(at + 1, end)));
        bytes[at] = byte;
        return bytes;
      });
    const any = fc.oneof(
      mutated,
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(any, (bytes) => {
        expect(['refused', 'decoded']).toContain(hostile(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('are no list: not from Kubernetes, cut, or larger than any', () => {
    const items: unknown[] = [];
    const reader = () => createListReader(pod, { meta: () => {}, item: (object) => items.push(object) });
    const list = encodeList({ metadata: { resourceVersion: '1' }, items: [{ metadata: { name: 'a' } }] }, pod);
    expect(() => reader().push(Buffer.from('<html>'))).toThrow(MalformedError);
    const cut = reader();
    cut.push(list.subarray(0, list.length - 10));
    expect(() => cut.end()).toThrow(MalformedError);
    const huge = Buffer.concat([Buffer.from('k8s\0'), Buffer.from([0x0a]), varint(1e9)]);
    expect(() => reader().push(huge)).toThrow(MalformedError);
    expect(items).toEqual([]);
  });

  it('are no event', () => {
    const frame = encodeEvent({ type: 'ADDED', object: { metadata: { name: 'a' } } }, pod);
    expect(decodeEvent(frame, 4, frame.length, pod)).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'a' } },
    });
    expect(() => decodeEvent(frame, 4, frame.length - 3, pod)).toThrow(MalformedError);
  });
});
