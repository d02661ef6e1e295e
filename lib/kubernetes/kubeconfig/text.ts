import 'server-only';
import { readFileSync, statSync } from 'node:fs';
import { ProblemError } from '../problem-error';

/** Far more than any kubeconfig, certificate or token. Bytes. */
const LARGEST = 4 * 1024 * 1024;

/** The system's word for what went wrong with a file: `ENOENT`, `EACCES`. */
export const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The bytes of a file that is one, and of a size that can be. */
export function readBytes(file: string): Buffer {
  const { size } = statSync(file);
  if (size > LARGEST) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
  return readFileSync(file);
}

/** Text by its byte order mark, UTF-8 without one: PowerShell writes UTF-16. Undefined for what is no text. */
export function decoded(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Bytes that no such text has.
    return undefined;
  }
}

/** The text of a kubeconfig. Throws `kubeconfig-not-found`, `kubeconfig-unreadable` and `kubeconfig-malformed`. */
export function readKubeconfigText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readBytes(file);
  } catch (cause) {
    const code = errnoOf(cause) === 'ENOENT' ? 'kubeconfig-not-found' : 'kubeconfig-unreadable';
    throw new ProblemError(code, errnoOf(cause), { file }, { cause });
  }
  const text = decoded(bytes);
  if (text === undefined) throw new ProblemError('kubeconfig-malformed', 'not UTF-8 nor UTF-16 text', { file });
  return text;
}
