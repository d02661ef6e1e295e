import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder of its own for each test, gone afterwards. */
export function recordingFolder() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kubeplano-recording-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: (file = '') => path.join(folder, file),
    /** Writes a file: bytes and text as they are, anything else as JSON. Gives its path. */
    write(file: string, content: unknown): string {
      const full = path.join(folder, file);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
      return full;
    },
  };
}

/** A pod as kubectl prints it. */
export const recordedPod = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', creationTimestamp: '2025-03-01T10:00:00Z' },
  spec: { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'KEY', value: 'hidden' }] }] },
  ...more,
});
/** A list as kubectl prints it. */
export const recordedList = (items: unknown[], kind = 'List') => ({ apiVersion: 'v1', kind, items });

const field = (text: string, length: number) => Buffer.from(text.padEnd(length, '\0').slice(0, length), 'latin1');

/** One entry of a tar archive as POSIX has it. */
export function tarEntry(name: string, content: string, type = '0', prefix = ''): Buffer {
  const bytes = Buffer.from(content);
  const size = `${bytes.length.toString(8).padStart(11, '0')}\0`;
  const header = Buffer.concat([
    field(name, 100),
    field('0000644\0', 24),
    field(size, 12),
    field('00000000000\0', 12),
    field('        ', 8),
    field(type, 1),
    field('', 100),
    field('ustar\x0000', 88),
    field(prefix, 167),
  ]);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
/** A whole tar archive of files with text. */
export const tarOf = (files: Record<string, string>): Buffer =>
  Buffer.concat([...Object.entries(files).map(([name, text]) => tarEntry(name, text)), Buffer.alloc(1024)]);
