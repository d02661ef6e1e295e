import 'server-only';
import type { Clock } from '../clock';
import { knownSecrets } from '../known-secrets';
import { readNamedFile } from '../kubeconfig/certificates';
import type { ConnectionSettings } from '../kubeconfig/connection';
import { decoded } from '../kubeconfig/text';
import { ProblemError } from '../problem-error';
import { isSecretName } from '../redact';
import type { Authenticator, Credential } from './credential';
import { createExecPlugin } from './exec-plugin';
import { createOidc } from './oidc';

const constant = (credential: Credential): Authenticator => ({
  credential: async () => credential,
  forget() {},
  close() {},
});

/** Before anything is asked with them: so that nothing that echoes them is ever let out. */
function remember({ user, server, proxy }: ConnectionSettings) {
  const fields = user?.fields ?? {};
  const named = [
    ...Object.entries(fields['auth-provider']?.config ?? {}),
    ...(fields.exec?.env ?? []).map(({ name = '', value = '' }) => [name, value] as const),
  ];
  const addresses = [server, proxy?.address].flatMap((address) =>
    address && URL.canParse(address) ? [new URL(address)] : [],
  );
  knownSecrets().add(
    fields.token,
    fields.password,
    fields.username && `${fields.username}:${fields.password ?? ''}`,
    fields['client-key-data'],
    ...named.filter(([name]) => isSecretName(name) || name === 'id-token').map(([, value]) => value),
    ...addresses.map(({ password }) => decodeURIComponent(password)),
  );
}

function byTokenFile(settings: ConnectionSettings, written: string): Authenticator {
  const { user } = settings;
  if (!user) return constant({});
  return {
    // Rotated by whoever wrote it: read each time.
    async credential() {
      const bytes = readNamedFile({ list: 'users', entry: user, field: 'tokenFile' }, written);
      const token = decoded(bytes)?.trim() ?? '';
      knownSecrets().add(token);
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    forget() {},
    close() {},
  };
}

/** How the user of a context is believed, by kubectl's order of preference. Throws `auth-provider-removed`. */
export function authenticatorOf(settings: ConnectionSettings, clock: Clock): Authenticator {
  const { user, server } = settings;
  remember(settings);
  // To a server of plain http kubectl sends no credential: anybody on the way could read it.
  if (!user || !server.startsWith('https:')) return constant({});
  const { fields } = user;
  const provider = fields['auth-provider'];
  if (provider && provider.name !== 'oidc') {
    const entry = `users[${user.name}].auth-provider`;
    const reason = `no Auth Provider found for name "${provider.name}"`;
    throw new ProblemError('auth-provider-removed', reason, { file: user.file, entry, provider: provider.name });
  }
  if (fields.tokenFile) {
    const fromFile = byTokenFile(settings, fields.tokenFile);
    if (!fields.token) return fromFile;
    const given = { authorization: `Bearer ${fields.token}` };
    return { ...fromFile, credential: () => fromFile.credential().catch(() => given) };
  }
  if (fields.token) return constant({ authorization: `Bearer ${fields.token}` });
  if (fields.username || fields.password) {
    const pair = Buffer.from(`${fields.username ?? ''}:${fields.password ?? ''}`).toString('base64');
    return constant({ authorization: `Basic ${pair}` });
  }
  if (fields.exec) return createExecPlugin(settings, fields.exec, { clock });
  if (provider) return createOidc(user, provider.config, { clock });
  return constant({});
}
