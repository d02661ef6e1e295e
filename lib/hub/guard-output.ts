import 'server-only';
import { withoutCredentials } from '@/lib/kubernetes/redact';

type Write = NodeJS.WriteStream['write'];
const guarded = Symbol.for('kubeplano.guarded');

/**
 * From here on nothing that is printed holds a credential, whoever prints it: Next.js prints the errors of routes by
 * itself. Done once for each stream.
 */
export function guardOutput({ stdout, stderr }: { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream }): void {
  for (const stream of [stdout, stderr]) {
    if (Object.hasOwn(stream, guarded)) continue;
    const write: Write = stream.write.bind(stream);
    const clean = (chunk: string | Uint8Array) =>
      withoutCredentials(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    // Both forms of `write`: (chunk, callback) and (chunk, encoding, callback).
    const guardedWrite: Write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
      Reflect.apply(write, stream, [clean(chunk), ...rest]);
    Object.assign(stream, { write: guardedWrite, [guarded]: true });
  }
}
