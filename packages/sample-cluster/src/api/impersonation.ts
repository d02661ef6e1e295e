/** `kubectl --as`: who a request is made as, when whoever makes it may (`impersonate`). */
import type { IncomingHttpHeaders } from 'node:http';
import { authorize, type User } from './authorizer.ts';
import { ApiError } from './errors.ts';
import { ADMINISTRATOR } from './users.ts';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;
const AUTHENTICATED = 'system:authenticated';
/** Those in them may do everything. */
const MASTERS = ['system:masters', 'kubeadm:cluster-admins'];

const wordsOf = (header: string | string[] | undefined): string[] =>
  [header ?? []].flat().flatMap((one) => one.split(',').map((word) => word.trim()));

/**
 * The user named by `Impersonate-User` and `Impersonate-Group`, or `user` when nobody is. Somebody unknown has no rights.
 * Throws {@link ApiError} 403 when `user` may not impersonate them.
 */
export function impersonated(user: User, headers: IncomingHttpHeaders, known: readonly User[]): User {
  const [name] = wordsOf(headers['impersonate-user']);
  const groups = wordsOf(headers['impersonate-group']);
  if (!name) {
    if (groups.length === 0) return user;
    throw new ApiError(
      500,
      'InternalError',
      `Internal error occurred: requested [${groups.join(' ')}] without impersonating a user`,
    );
  }
  const [, namespace, account] = SERVICE_ACCOUNT.exec(name) ?? [];
  const ask = (resource: string, one: string) =>
    authorize(user, {
      verb: 'impersonate',
      group: '',
      resource,
      name: one,
      ...(resource === 'serviceaccounts' ? { namespace } : {}),
    });
  if (account) ask('serviceaccounts', account);
  else ask('users', name);
  for (const group of groups) ask('groups', group);
  const accounts = namespace ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`] : [];
  const own = groups.length > 0 ? groups : accounts;
  const rules = own.some((group) => MASTERS.includes(group))
    ? ADMINISTRATOR.rules
    : (known.find(({ username }) => username === name)?.rules ?? []);
  return { username: name, groups: [...new Set([...own, AUTHENTICATED])], rules };
}
