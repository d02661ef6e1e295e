import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { transformedDecoded, transformedOrNothing } from '../kinds/definition';
import { KINDS } from '../kinds/registry';
import { createListReader } from './list-reader';

/** Lists as a real API server (1.20.2) wrote them in JSON and in protobuf, one of each kind and version it has. */
const WRITTEN: Record<string, { json: { items: unknown[] }; protobuf: string }> = JSON.parse(
  readFileSync(new URL('../testing/written-both-ways.json', import.meta.url), 'utf8'),
);
/** What stays in JSON because nobody takes it out, and nothing reads. */
const UNREAD = new Set(['lastProbeTime', 'lastUpdateTime', 'httpHeaders']);

type PodVersion = (typeof KINDS)['pods']['groupVersionResources'][0];
const VERSIONS = Object.values(KINDS).flatMap((kind) => kind.groupVersionResources as readonly PodVersion[]);
const read = (object: unknown): unknown =>
  JSON.parse(JSON.stringify(object, (name, value: unknown) => (UNREAD.has(name) ? undefined : value)));

function decoded({ protobuf }: { protobuf: string }, version: PodVersion, size: number) {
  const objects: unknown[] = [];
  const reader = createListReader(version.message, { meta: () => {}, item: (object) => objects.push(object) });
  const bytes = Buffer.from(protobuf, 'base64');
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  return objects.map((object) => transformedDecoded(version, object));
}

describe('an object written in JSON and in protobuf', () => {
  const both = VERSIONS.flatMap((version) => {
    const written = WRITTEN[`${version.apiVersion} ${version.resource}`];
    return written ? [{ name: `${version.apiVersion} ${version.resource}`, version, written }] : [];
  });

  it('is there of every kind', () => {
    const resources = new Set(both.map(({ version }) => version.resource));
    expect(VERSIONS.filter(({ resource }) => !resources.has(resource))).toEqual([]);
    for (const { written } of both) expect(written.json.items.length).toBeGreaterThan(0);
  });

  it.each(both)('of $name is kept as the same', ({ version, written }) => {
    const fromJson = written.json.items.map((item) => transformedOrNothing(version, item));
    expect(decoded(written, version, Number.POSITIVE_INFINITY).map(read)).toEqual(fromJson.map(read));
  });

  it.each([1, 7, 1_000])('comes in pieces of any size: %i bytes', (size) => {
    for (const { version, written } of both)
      expect(decoded(written, version, size)).toEqual(decoded(written, version, Number.POSITIVE_INFINITY));
  });
});
