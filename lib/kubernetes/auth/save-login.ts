import 'server-only';
import { randomUUID } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** What an issuer gave anew. */
export interface RenewedLogin {
  'id-token': string;
  'refresh-token': string;
}

/** The text of a kubeconfig with a user's login renewed, every other byte as it was; undefined where there is no such user. */
export function withRenewedLogin(text: string, user: string, login: RenewedLogin): string | undefined {
  const document = parseDocument(text);
  const users = document.get('users');
  if (!isSeq(users)) return undefined;
  const index = users.items.findIndex((item) => isMap(item) && item.get('name') === user);
  const places = Object.entries(login).flatMap(([key, value]) => {
    const node: unknown = document.getIn(['users', index, 'user', 'auth-provider', 'config', key], true);
    return isScalar(node) && node.range ? [{ from: node.range[0], to: node.range[1], value }] : [];
  });
  if (index < 0 || places.length === 0) return undefined;
  // From the end, so that the places before stay where they are. What JSON quotes, YAML reads.
  return places
    .toSorted((one, other) => other.from - one.from)
    .reduce((written, { from, to, value }) => {
      const line = written.slice(from, to).endsWith('\n') ? '\n' : '';
      return `${written.slice(0, from)}${JSON.stringify(value)}${line}${written.slice(to)}`;
    }, text);
}

/**
 * Writes a renewed login where the old one stood, as kubectl does: many issuers take each refresh token once, and one that
 * only we knew would end the login of kubectl. The file is replaced in one step, with the mode it had.
 */
export function saveLogin(file: string, user: string, login: RenewedLogin): void {
  const target = realpathSync(file);
  const bytes = readFileSync(target);
  // Only what is plain UTF-8 is written again.
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return;
  const text = withRenewedLogin(bytes.toString('utf8'), user, login);
  if (text === undefined) return;
  const draft = `${target}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: statSync(target).mode & 0o777, flag: 'wx' });
  try {
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}
