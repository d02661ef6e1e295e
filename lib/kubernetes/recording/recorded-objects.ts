import 'server-only';
import { open } from 'node:fs/promises';
import { LOG_BYTES, type ObjectReader } from '../object-reader';
import { ProblemError } from '../problem-error';
import { rawKey } from './gathering';
import { findLog } from './recorded-logs';
import type { Recording } from './recording';

function lastLines(text: string, lines: number): string {
  const all = text.split('\n');
  const trailing = all.at(-1) === '' ? 1 : 0;
  return all.slice(-(lines + trailing)).join('\n');
}

/** The last lines of a file, without reading more than its end. */
async function tailOf(file: string, lines: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, LOG_BYTES);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return lastLines(buffer.toString('utf8'), lines);
  } finally {
    await handle.close();
  }
}

/** Objects and logs of a recording. */
export function createRecordedObjects(recording: Recording): ObjectReader {
  return {
    async read({ kind, namespace, name }) {
      const found = recording.raw.get(rawKey(kind, namespace, name));
      const values = { kind, name, ...(namespace ? { namespace } : {}) };
      if (found === undefined) throw new ProblemError('object-not-found', 'not in the recording', values);
      return found;
    },
    async log({ namespace, pod, container, tail, previous = false }) {
      const log = findLog(recording.logs, { namespace, pod, previous, ...(container ? { container } : {}) });
      if (!log)
        throw new ProblemError(
          'object-not-found',
          `the recording holds no log of ${previous ? 'an earlier instance' : container ? 'this container' : 'this pod'}`,
          {
            kind: 'logs',
            namespace,
            name: pod,
          },
        );
      return 'text' in log ? lastLines(log.text.slice(-LOG_BYTES), tail) : tailOf(log.file, tail);
    },
  };
}
