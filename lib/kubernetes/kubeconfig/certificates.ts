import 'server-only';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ProblemError } from '../problem-error';
import { besideFile, type Entry } from './merge';
import { errnoOf, readBytes } from './text';

/** Where a certificate, key or token was written, to speak of it. */
interface Source {
  list: 'clusters' | 'users';
  entry: Entry<object>;
  field: string;
}
const valuesOf = ({ list, entry, field }: Source) => ({ file: entry.file, entry: `${list}[${entry.name}].${field}` });

/** The bytes of a file an entry names. Throws `credential-file-unreadable` with the file, the entry and the path. */
export function readNamedFile(source: Source, written: string): Buffer {
  const named = besideFile(source.entry.file, written);
  try {
    return readBytes(named);
  } catch (cause) {
    const values = { ...valuesOf(source), path: named };
    throw new ProblemError('credential-file-unreadable', errnoOf(cause), values, { cause });
  }
}

/** PEM from `…-data` (base64) or from the file a field names; undefined where the entry has neither. */
export function readPem(source: Source, fields: Readonly<Record<string, unknown>>): Buffer | undefined {
  const data = fields[`${source.field}-data`];
  if (typeof data === 'string' && data) return Buffer.from(data, 'base64');
  const written = fields[source.field];
  return typeof written === 'string' && written ? readNamedFile(source, written) : undefined;
}

/** Throws `certificate-invalid` unless the bytes are what the field should hold. */
export function checkPem(source: Source, bytes: Buffer | undefined, what: 'certificate' | 'key'): void {
  if (!bytes) return;
  const invalid = (why: string) => new ProblemError('certificate-invalid', why, valuesOf(source));
  if (!bytes.includes('-----BEGIN ')) throw invalid('unable to parse bytes as PEM block');
  try {
    if (what === 'key') createPrivateKey(bytes);
    else new X509Certificate(bytes);
  } catch {
    // OpenSSL's words help nobody, and may quote.
    throw invalid(what === 'key' ? 'not a private key' : 'failed to parse certificate');
  }
}

/** Throws `certificate-invalid` for a certificate and a key that are not of each other. */
export function checkPair(source: Source, certificate: Buffer, key: Buffer): void {
  if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return;
  throw new ProblemError('certificate-invalid', 'private key does not match public key', valuesOf(source));
}
