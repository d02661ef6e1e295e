import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openRecording } from '@/lib/hub/open-recording';
import { createManualClock } from '../testing/manual-clock';
import { recordedList as list, recordedPod as pod, recordingFolder, tarOf } from '../testing/recording-folder';
import { BOUNDS, type Bounds } from './bounds';
import { readRecording } from './recording';

const folder = recordingFolder();
const { write } = folder;
const read = (bounds: Partial<Bounds> = {}) => readRecording(folder.path(), { ...BOUNDS, ...bounds });
const names = (bounds?: Partial<Bounds>) => (read(bounds).objects.pods ?? []).map(({ metadata }) => metadata.name);
const codes = (bounds?: Partial<Bounds>) => read(bounds).leftOut.map(({ file, reason }) => `${file} ${reason.code}`);
const json = JSON.stringify;

describe('bounds of a recording', () => {
  it('on files are said with the first that was not read', () => {
    for (const name of ['a', 'b', 'c', 'd']) write(`${name}.json`, pod(name));
    expect(names({ files: 2 })).toEqual(['a', 'b']);
    expect(codes({ files: 2 })).toEqual(['c.json too-many-files']);
    expect(names()).toHaveLength(4);
  });

  it('on bytes are said of each file beyond them, and the others are read', () => {
    write('a.json', pod('a'));
    write('b.json', pod('b', { metadata: { name: 'b', annotations: { long: 'x'.repeat(2_000) } } }));
    write('c.json', pod('c'));
    expect(names({ fileBytes: 1_000 })).toEqual(['a', 'c']);
    expect(codes({ fileBytes: 1_000 })).toEqual(['b.json too-large']);
    expect(names({ totalBytes: 1_000 })).toEqual(['a', 'c']);
    expect(codes({ totalBytes: 1_000 })).toEqual(['b.json too-much']);
  });

  it('on objects are said once for each file, with how many there were', () => {
    write('pods.json', list([pod('a'), pod('b'), pod('c'), pod('d')]));
    expect(names({ objects: 2 })).toEqual(['a', 'b']);
    expect(read({ objects: 2 }).leftOut).toEqual([
      { file: 'pods.json', reason: { code: 'too-many-objects', values: { most: 2 } }, more: 1 },
    ]);
  });

  it('on what an archive unpacks to hold for a small one that unpacks to much', () => {
    write('ok.json', pod('ok'));
    write('bomb.json.gz', gzipSync(Buffer.alloc(4_000_000, 0x20)));
    write('bomb.zip', Buffer.from(zipSync({ 'pods.json': new Uint8Array(4_000_000) })));
    write('bomb.tar.gz', gzipSync(tarOf({ 'pods.json': ' '.repeat(4_000_000) })));
    const bounds = { totalBytes: 1_000_000 };
    expect(codes(bounds)).toEqual(['bomb.json.gz too-much', 'bomb.tar.gz too-much', 'bomb.zip too-much']);
    expect(names(bounds)).toEqual(['ok']);
  });

  it('hold for a zip that lies about the size of what is in it', () => {
    const zip = Buffer.from(zipSync({ 'pods.json': strToU8(json(list(Array(1_000).fill(pod('a'))))) }));
    const central = zip.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    zip.writeUInt32LE(100, central + 24);
    write('liar.zip', zip);
    write('ok.json', pod('ok'));
    expect(names()).toEqual(['ok']);
    expect(read().leftOut).toHaveLength(1);
  });

  it('on archives in archives are said', () => {
    write('ok.json', pod('ok'));
    const inner = (bytes: Buffer | Uint8Array, name: string) => Buffer.from(zipSync({ [name]: new Uint8Array(bytes) }));
    write('nested.zip', inner(inner(inner(inner(strToU8('{}'), 'd.json'), 'c.zip'), 'b.zip'), 'a.zip'));
    expect(codes()).toEqual(['nested.zip/a.zip/b.zip/c.zip archive-in-archive']);
  });

  it('on depth are said of the object that is nested so, and the others are shown', () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    write('pods.json', json(list([pod('a'), pod('deep', { extra: 'DEEP' }), pod('b')])).replace('"DEEP"', deep));
    write('deep.json', `${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    write('deep.yaml', `a: ${'['.repeat(50_000)}`);
    expect(names()).toEqual(['a', 'b']);
    expect(read().leftOut).toContainEqual({
      file: 'pods.json',
      reason: { code: 'too-deep', values: { object: 'Pod deep' } },
    });
    expect(codes()).toContain('deep.yaml malformed');
  });

  it('on YAML hold for aliases of aliases, and for very many of them', () => {
    write('ok.json', pod('ok'));
    const levels = Array.from({ length: 20 }, (_, n) => {
      const items = n === 0 ? 'x, x, x, x' : `${`*a${n - 1}, `.repeat(9)}*a${n - 1}`;
      return `  a${n}: &a${n} [${items}]`;
    });
    write(
      'bomb.yaml',
      `apiVersion: v1\nkind: Pod\nmetadata: {name: bomb, namespace: default}\nspec:\n${levels.join('\n')}\n`,
    );
    write('many.yaml', `kind: Pod\nmetadata: {name: &n many}\nspec: [${'*n, '.repeat(500_000)}]\n`);
    expect(codes()).toEqual(['bomb.yaml too-large-object', 'many.yaml malformed']);
    expect(names()).toEqual(['ok']);
  });

  it('on what is broken in one file are said', () => {
    write('ok.json', pod('ok'));
    write('a.json', `${'{]'.repeat(20)}${json(pod('a'))}`);
    write('b.yaml', `${'---\na: [\n'.repeat(20)}---\n${json(pod('b'))}`);
    expect(names()).toEqual(['a', 'b', 'ok']);
    expect(names({ failures: 10 })).toEqual(['ok']);
    const last = { most: 10, line: 21 };
    expect(read({ failures: 10 }).leftOut).toContainEqual({
      file: 'b.yaml',
      reason: { code: 'too-broken', values: last },
    });
    expect(codes({ failures: 10 })).toContain('a.json too-broken');
  });

  it('on logs in memory are said', () => {
    const log = `==== START logs for container c of pod default/a ====\n${'x'.repeat(500)}\n==== END logs for container c of pod default/a ====\n`;
    write('dump.json', `${json(list([pod('a')]))}\n${log}`);
    expect(read().logs.size).toBe(1);
    expect(codes({ logBytes: 100 })).toEqual(['dump.json logs-too-large']);
  });

  it.each([
    ['json', '{]\n'],
    ['json', '{"items":['],
    ['json', '[1,}\n'],
    ['json', 'x\n{"a":b}\n'],
    ['json', '"'],
    ['json', '{"\\"'],
    ['yaml', '---\na: [\n'],
    ['yaml', '- a: [\n'],
    ['yaml', '*a '],
    ['yaml', '- - '],
    ['yaml', '"'],
  ])('are found in time that grows with the length of broken %s, not with its square: %j', (form, text) => {
    write('ok.json', pod('ok'));
    const cpuOf = (length: number) => {
      write(`broken.${form}`, `${form === 'json' ? '{' : 'items:\n'}${text.repeat(length / text.length)}`);
      const before = process.cpuUsage();
      expect(names()).toEqual(['ok']);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    cpuOf(20_000);
    const [short, long] = [cpuOf(20_000), cpuOf(160_000)];
    // Eight times as long: 8 times the work, where the square would be 64; what takes no time to speak of passes.
    expect(long).toBeLessThan(Math.max(short * 32, 300_000));
  });
});

describe('an object of strange shape', () => {
  const strange = (status: unknown, spec: unknown = { containers: [{ name: 'c' }] }) =>
    pod('strange', { spec, status });
  const open = () =>
    openRecording({ kind: 'recording', context: 'class', directory: folder.path() }, createManualClock()).hub.current();

  it.each([
    ['conditions: [null]', strange({ conditions: [null] }), 'status.conditions[0]'],
    ['conditions that are an object', strange({ conditions: { type: 'Ready' } }), 'status.conditions'],
    ['a condition without a type', strange({ conditions: [{ status: 'True' }] }), 'status.conditions[0]'],
    ['a status that is text', strange('Running'), 'status'],
    ['a container that is a number', strange({}, { containers: [7] }), 'spec.containers[0]'],
    ['a time that is none', strange({ startTime: 'yesterday' }), 'status.startTime'],
    [
      'restarts that are a list',
      strange({ containerStatuses: [{ name: 'c', restartCount: [] }] }),
      'status.containerStatuses[0].restartCount',
    ],
    [
      'a label that is an object',
      pod('strange', { metadata: { name: 'strange', labels: { a: {} } } }),
      'metadata.labels["a"]',
    ],
    [
      'an owner without a kind',
      pod('strange', { metadata: { name: 'strange', ownerReferences: [{ name: 'x' }] } }),
      'metadata.ownerReferences[0]',
    ],
  ])('is shown without what does not fit, which is named: %s', (_, object, field) => {
    write('pods.json', list([object, pod('other')]));
    const now = open();
    if (!now || !('snapshot' in now)) throw new Error('no picture');
    expect(now.snapshot.pods.map(({ name }) => name).sort()).toEqual(['other', 'strange']);
    expect(now.snapshot.source.leftOut).toEqual([
      { file: 'pods.json', reason: { code: 'field', values: { object: 'Pod strange', field } } },
    ]);
  });

  it('is not one whose scalars some recorder wrote as text, nor whose lists are null', () => {
    write(
      'pods.json',
      list([
        strange({
          conditions: null,
          startTime: 'null',
          containerStatuses: [{ name: 'c', ready: 'true', restartCount: '3' }],
        }),
      ]),
    );
    const { objects, leftOut } = read();
    expect(objects.pods?.[0]?.status).toEqual({ containerStatuses: [{ name: 'c', ready: true, restartCount: 3 }] });
    expect(leftOut).toEqual([]);
  });

  it('that is no object at all is counted', () => {
    write('pods.json', { kind: 'PodList', apiVersion: 'v1', items: [null, 7, { metadata: null }, pod('a')] });
    expect(read().leftOut).toEqual([
      { file: 'pods.json', reason: { code: 'no-object', values: { kind: 'Pod' } }, more: 2 },
    ]);
  });
});
