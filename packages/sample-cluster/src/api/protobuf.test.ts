import { describe, expect, it } from 'vitest';
import { readProtobuf } from './protobuf.ts';

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
/** A field whose value is bytes: text, or another message. */
function field(number: number, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(bytes.length)]), bytes]);
}

/** A config map as kubectl 1.32 sends it. */
function configMap(data: readonly (readonly [string, string])[]): Buffer {
  const entries = data.map(([key, value]) => field(2, Buffer.concat([field(1, key), field(2, value)])));
  const raw = Buffer.concat([field(1, field(1, 'ajustes')), ...entries]);
  const type = Buffer.concat([field(1, 'v1'), field(2, 'ConfigMap')]);
  return Buffer.concat([Buffer.from('k8s\0'), field(1, type), field(2, raw)]);
}
const many = (count: number) => Array.from({ length: count }, (_, at) => [`clave-${at}`, `${at}`] as const);

describe('the protobuf of requests', () => {
  it('is read as the object it stands for, whatever its keys are called', () => {
    const read = readProtobuf(
      configMap([
        ['a', '1'],
        ['__proto__', 'x'],
      ]),
    );
    expect(read).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ajustes' } });
    expect(JSON.stringify(read.data)).toBe('{"a":"1","__proto__":"x"}');
  });

  it('of eight times the keys takes some eight times as long, not sixty-four', () => {
    const [few, lots] = [configMap(many(4000)), configMap(many(32_000))];
    const timed = (body: Buffer) => {
      const begun = performance.now();
      readProtobuf(body);
      return performance.now() - begun;
    };
    // One beside the other, so that whatever else runs here slows both.
    const rounds = Array.from({ length: 7 }, () => ({ few: timed(few), lots: timed(lots) }));
    const least = (of: 'few' | 'lots') => Math.min(...rounds.map((round) => round[of]));
    expect(least('lots') / least('few')).toBeLessThan(24);
  });
});
