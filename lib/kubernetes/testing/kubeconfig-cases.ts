/**
 * Kubeconfigs as people have them, what we say of each, and (compared with kubectl where it is installed) whether kubectl
 * connects. `SERVER` stands for an https server on loopback, `PORT` for its port, `DEAD` for a port nobody listens on.
 */
import type { ProblemCode } from '@/lib/contract/problem';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';

type Fields = Record<string, unknown>;
/** The parts of a kubeconfig, to be changed. */
export interface Parts {
  cluster: Fields;
  user: Fields;
  context: Fields;
  config: Fields & { clusters: unknown[]; users: unknown[]; contexts: unknown[] };
}
/** One kubeconfig and what is said of it. */
export interface KubeconfigCase {
  name: string;
  change?: (parts: Parts) => void;
  /** Instead of JSON of the parts; `config` is that JSON. */
  bytes?: (config: string) => Buffer | string;
  /** Further files beside it. */
  beside?: Record<string, string>;
  /** Undefined: it connects. */
  code?: ProblemCode;
  entry?: string;
  detail?: RegExp;
  /** kubectl is of another opinion, and why that is well. */
  unlikeKubectl?: string;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const jwt = (claims: object) =>
  `${base64('{"alg":"none"}')}.${base64(JSON.stringify(claims))}.c2ln`.replaceAll('=', '');
const exec = (more: Fields = {}) => ({
  apiVersion: 'client.authentication.k8s.io/v1',
  interactiveMode: 'Never',
  command: 'sh',
  args: ['-c', 'exit 3'],
  ...more,
});
const answers = (text: string) => exec({ args: ['-c', `echo '${text}'`] });
const execAnswer = (more: object) =>
  answers(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', ...more }));
const oidc = (config: Fields) => ({ name: 'oidc', config });
/** A cluster that is verified, by this. */
const verified =
  (fields: Fields = {}) =>
  (parts: Parts) => {
    Reflect.deleteProperty(parts.cluster, 'insecure-skip-tls-verify');
    Object.assign(parts.cluster, fields);
  };
/** A user that has only this. */
const only = (user: Fields) => (parts: Parts) => {
  Reflect.deleteProperty(parts.user, 'token');
  Object.assign(parts.user, user);
};
const cluster = (fields: Fields) => (parts: Parts) => void Object.assign(parts.cluster, fields);
const user = (fields: Fields) => (parts: Parts) => void Object.assign(parts.user, fields);
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

const FILES: KubeconfigCase[] = [
  { name: 'plain' },
  { name: 'UTF-16 with a byte order mark, as PowerShell writes', bytes: (config) => utf16(config, false) },
  { name: 'UTF-16, the other end first', bytes: (config) => utf16(config, true) },
  { name: 'UTF-8 with a byte order mark', bytes: (config) => `\ufeff${config}` },
  { name: 'no YAML', bytes: () => 'contexts: [unclosed', code: 'kubeconfig-malformed', detail: /line 1/ },
  { name: 'a tab', bytes: () => 'clusters:\n\t- name: c\n', code: 'kubeconfig-malformed', detail: /line/ },
  { name: 'a text', bytes: () => 'hello', code: 'kubeconfig-malformed' },
  { name: 'a list', bytes: () => '[1]', code: 'kubeconfig-malformed' },
  { name: 'bytes that are no text', bytes: () => Buffer.from([0x7b, 0xff, 0xc0, 0x7d]), code: 'kubeconfig-malformed' },
  {
    name: 'aliases of aliases, which would fill the memory',
    bytes: () =>
      [
        'a: &a0 [x,x,x,x]',
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `b${n}: &a${n} [${`*a${n - 1},`.repeat(9)}]`),
      ].join('\n'),
    code: 'kubeconfig-malformed',
  },
  { name: 'an empty file', bytes: () => '', code: 'no-cluster' },
  { name: 'another kind', change: ({ config }) => (config.kind = 'Pod'), code: 'kubeconfig-malformed', entry: 'kind' },
  {
    name: 'a later version',
    change: ({ config }) => (config.apiVersion = 'v9'),
    code: 'kubeconfig-malformed',
    entry: 'apiVersion',
  },
  {
    name: 'clusters that are no list',
    change: ({ config }) => Object.assign(config, { clusters: { a: 1 } }),
    code: 'kubeconfig-malformed',
    entry: 'clusters',
  },
  {
    name: 'a token that is a number',
    change: user({ token: 12345 }),
    code: 'kubeconfig-malformed',
    entry: 'users[0].user.token',
  },
  {
    name: 'a server that is a number',
    change: cluster({ server: 1 }),
    code: 'kubeconfig-malformed',
    entry: 'clusters[0].cluster.server',
  },
  {
    name: 'a text where true or false belongs',
    change: cluster({ 'insecure-skip-tls-verify': 'true' }),
    code: 'kubeconfig-malformed',
    entry: 'clusters[0].cluster.insecure-skip-tls-verify',
  },
  {
    name: 'a cluster twice',
    change: ({ config }) => config.clusters.push({ name: 'c', cluster: { server: 'https://x' } }),
    code: 'kubeconfig-refused',
    entry: 'clusters[c]',
    detail: /duplicate name "c" in list/,
  },
  {
    name: 'a user twice',
    change: ({ config }) => config.users.push({ name: 'u', user: {} }),
    code: 'kubeconfig-refused',
    entry: 'users[u]',
  },
  {
    name: 'a context twice',
    change: ({ config }) => config.contexts.push({ name: 'x', context: {} }),
    code: 'kubeconfig-refused',
    entry: 'contexts[x]',
  },
];

const CONTEXTS: KubeconfigCase[] = [
  {
    name: 'a context whose user is not there',
    change: ({ context }) => (context.user = 'nobody'),
    code: 'context-incomplete',
    entry: 'contexts[x].user',
    detail: /user "nobody" does not exist/,
  },
  {
    name: 'a context whose cluster is not there',
    change: ({ context }) => (context.cluster = 'nowhere'),
    code: 'context-incomplete',
    entry: 'contexts[x].cluster',
    detail: /cluster "nowhere" does not exist/,
  },
  {
    name: 'a context without cluster',
    change: ({ context }) => Reflect.deleteProperty(context, 'cluster'),
    code: 'context-incomplete',
    entry: 'contexts[x].cluster',
  },
  {
    name: 'a context without user',
    change: ({ context }) => Reflect.deleteProperty(context, 'user'),
    unlikeKubectl: 'kubectl asks for a name and a password; we read what anybody may read',
  },
  {
    name: 'a current context that is not there',
    change: ({ config }) => (config['current-context'] = 'gone'),
    code: 'context-not-found',
  },
  {
    name: 'no current context',
    change: ({ config }) => Reflect.deleteProperty(config, 'current-context'),
    code: 'context-not-set',
  },
];

const CLUSTERS: KubeconfigCase[] = [
  { name: 'no server', change: cluster({ server: '' }), code: 'kubeconfig-refused', entry: 'clusters[c].server' },
  {
    name: 'a server without scheme, which is http',
    change: cluster({ server: '127.0.0.1:PORT' }),
    code: 'connection-lost',
  },
  ...[
    '//127.0.0.1:PORT',
    'https://127.0.0.1 :PORT',
    ' https://127.0.0.1:PORT',
    'https://127.0.0.1:PORT ',
    'ftp://127.0.0.1:PORT',
    'https:/127.0.0.1:PORT',
    'https://127.0.0.1:99999',
    'https://127.0.0.1:abc',
  ].map(
    (server): KubeconfigCase => ({
      name: `the server "${server}"`,
      change: cluster({ server }),
      code: 'server-address-invalid',
      entry: 'clusters[c].server',
    }),
  ),
  { name: 'a server in capitals, with path and query', change: cluster({ server: 'HTTPS://127.0.0.1:PORT/?a=b' }) },
  { name: 'a server that is dead', change: cluster({ server: 'https://127.0.0.1:DEAD' }), code: 'connection-refused' },
  {
    name: 'a server nobody knows',
    change: cluster({ server: 'https://no-such-host.invalid' }),
    code: 'host-not-found',
  },
  ...[
    'http://127.0.0.1:DEAD',
    'https://127.0.0.1:DEAD',
    'socks5://127.0.0.1:DEAD',
    'http://no-such-host.invalid:80',
  ].map(
    (proxy): KubeconfigCase => ({
      name: `the proxy ${proxy}, which is dead`,
      change: cluster({ 'proxy-url': proxy }),
      code: 'proxy-failed',
      entry: 'clusters[c].proxy-url',
    }),
  ),
  ...['ftp://127.0.0.1:1', 'http://[127', '127.0.0.1:1', 'socks4://127.0.0.1:1', 'http://127.0.0.1 :1', 'proxy'].map(
    (proxy): KubeconfigCase => ({
      name: `the proxy "${proxy}"`,
      change: cluster({ 'proxy-url': proxy }),
      code: 'proxy-address-invalid',
      entry: 'clusters[c].proxy-url',
    }),
  ),
  {
    name: 'an authority file that is not there',
    change: verified({ 'certificate-authority': 'nope.crt' }),
    code: 'credential-file-unreadable',
    entry: 'clusters[c].certificate-authority',
    detail: /ENOENT/,
  },
  {
    name: 'an authority that is a folder',
    change: verified({ 'certificate-authority': '.' }),
    code: 'credential-file-unreadable',
    entry: 'clusters[c].certificate-authority',
  },
  {
    name: 'an authority that is no base64',
    change: verified({ 'certificate-authority-data': '***' }),
    code: 'certificate-invalid',
    entry: 'clusters[c].certificate-authority-data',
    detail: /illegal base64 data/,
  },
  {
    name: 'an authority that is no PEM',
    change: verified({ 'certificate-authority-data': base64('hello') }),
    code: 'certificate-invalid',
    entry: 'clusters[c].certificate-authority',
    detail: /unable to parse bytes as PEM block/,
  },
  {
    name: 'an authority that is PEM of nothing',
    change: verified({
      'certificate-authority-data': base64('-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n'),
    }),
    code: 'certificate-invalid',
    entry: 'clusters[c].certificate-authority',
  },
  {
    name: 'an authority of another server',
    change: verified(),
    code: 'certificate-rejected',
  },
  {
    name: 'an authority and insecure',
    change: cluster({ 'certificate-authority-data': base64(TEST_CERTIFICATE) }),
    code: 'kubeconfig-refused',
    entry: 'clusters[c].insecure-skip-tls-verify',
    detail: /specifying a root certificates file with the insecure flag is not allowed/,
  },
  {
    name: 'an authority twice over',
    change: cluster({ 'certificate-authority': 'ca.crt', 'certificate-authority-data': base64(TEST_CERTIFICATE) }),
    beside: { 'ca.crt': TEST_CERTIFICATE },
    code: 'kubeconfig-refused',
    entry: 'clusters[c].certificate-authority',
    detail: /are both specified for c/,
  },
];

const USERS: KubeconfigCase[] = [
  {
    name: 'a certificate file that is not there',
    change: user({ 'client-certificate': 'nope.crt', 'client-key': 'nope.key' }),
    code: 'credential-file-unreadable',
    entry: 'users[u].client-certificate',
  },
  {
    name: 'a key file that is not there',
    change: user({ 'client-certificate-data': base64(TEST_CERTIFICATE), 'client-key': 'nope.key' }),
    code: 'credential-file-unreadable',
    entry: 'users[u].client-key',
  },
  {
    name: 'a certificate without key',
    change: user({ 'client-certificate-data': base64(TEST_CERTIFICATE) }),
    code: 'kubeconfig-refused',
    entry: 'users[u].client-key',
    detail: /client-key-data or client-key must be specified for u/,
  },
  {
    name: 'a certificate twice over',
    change: user({
      'client-certificate': 'c.crt',
      'client-certificate-data': base64(TEST_CERTIFICATE),
      'client-key-data': base64(TEST_KEY),
    }),
    beside: { 'c.crt': TEST_CERTIFICATE },
    code: 'kubeconfig-refused',
    entry: 'users[u].client-certificate',
  },
  {
    name: 'a certificate that is none',
    change: user({ 'client-certificate-data': base64('hello'), 'client-key-data': base64('hello') }),
    code: 'certificate-invalid',
    entry: 'users[u].client-certificate',
  },
  {
    name: 'a key that is none',
    change: user({ 'client-certificate-data': base64(TEST_CERTIFICATE), 'client-key-data': base64('hello') }),
    code: 'certificate-invalid',
    entry: 'users[u].client-key',
  },
  {
    name: 'a token file that is not there',
    change: only({ tokenFile: 'nope' }),
    code: 'credential-file-unreadable',
    entry: 'users[u].tokenFile',
  },
  { name: 'a token file that is not there, and a token', change: user({ tokenFile: 'nope' }) },
  { name: 'a token file', change: only({ tokenFile: 'token' }), beside: { token: 'from-the-file\n' } },
  {
    name: 'a token and a password',
    change: user({ username: 'a', password: 'b' }),
    code: 'kubeconfig-refused',
    entry: 'users[u].token',
    detail: /more than one authentication method found for u; found \[token basicAuth\], only one is allowed/,
  },
  ...([{ 'as-groups': ['g'] }, { 'as-uid': '1' }, { 'as-user-extra': { a: ['b'] } }] as const).map(
    (fields): KubeconfigCase => ({
      name: `${Object.keys(fields)} without as`,
      change: user(fields),
      code: 'kubeconfig-refused',
      entry: 'users[u].as',
      detail: /requesting uid, groups or user-extra for u without impersonating a user/,
    }),
  ),
  ...['gcp', 'azure', 'other'].map(
    (name): KubeconfigCase => ({
      name: `the auth-provider ${name}`,
      change: only({ 'auth-provider': { name, config: { 'access-token': 'x', expiry: '2020-01-01T00:00:00Z' } } }),
      code: 'auth-provider-removed',
      entry: 'users[u].auth-provider',
      detail: new RegExp(name),
    }),
  ),
  {
    name: 'an issuer without address',
    change: only({ 'auth-provider': oidc({}) }),
    code: 'kubeconfig-refused',
    entry: 'users[u].auth-provider',
    detail: /Must provide idp-issuer-url/,
  },
  {
    name: 'an expired id token without refresh token',
    change: only({
      'auth-provider': oidc({
        'client-id': 'a',
        'idp-issuer-url': 'http://127.0.0.1:DEAD',
        'id-token': jwt({ exp: 1 }),
      }),
    }),
    code: 'login-expired',
    entry: 'users[u].auth-provider',
    detail: /cannot refresh without refresh-token/,
  },
  { name: 'an expired token, which only the server can judge', change: user({ token: jwt({ exp: 1 }) }) },
];

const PLUGINS: KubeconfigCase[] = [
  {
    name: 'a plugin that is not installed',
    change: only({ exec: exec({ command: 'no-such-plugin', installHint: 'Get it at the shop' }) }),
    code: 'auth-plugin-missing',
    entry: 'users[u].exec',
    detail: /Get it at the shop/,
  },
  {
    name: 'a plugin beside the file that is not there',
    change: only({ exec: exec({ command: './no-such-plugin' }) }),
    code: 'auth-plugin-missing',
  },
  {
    name: 'a plugin that fails',
    change: only({ exec: exec({ args: ['-c', 'echo bad luck >&2; exit 3'] }) }),
    code: 'auth-plugin-failed',
    detail: /bad luck/,
  },
  {
    name: 'a plugin that fails in silence',
    change: only({ exec: exec() }),
    code: 'auth-plugin-failed',
    detail: /exit code 3/,
  },
  {
    name: 'a plugin that prompts',
    change: only({ exec: exec({ interactiveMode: 'Always' }) }),
    code: 'auth-plugin-prompts',
  },
  {
    name: 'a plugin that reads what nobody types',
    change: only({ exec: exec({ args: ['-c', 'read x && echo $x'] }) }),
    code: 'auth-plugin-failed',
  },
  {
    name: 'an answer that is no JSON',
    change: only({ exec: answers('hello') }),
    code: 'auth-plugin-failed',
    detail: /JSON/,
  },
  { name: 'no answer', change: only({ exec: answers('') }), code: 'auth-plugin-failed' },
  {
    name: 'no status',
    change: only({ exec: execAnswer({}) }),
    code: 'auth-plugin-failed',
    detail: /didn't return a status field/,
  },
  {
    name: 'an empty status',
    change: only({ exec: execAnswer({ status: {} }) }),
    code: 'auth-plugin-failed',
    detail: /didn't return a token or cert\/key pair/,
  },
  {
    name: 'a certificate without key from a plugin',
    change: only({ exec: execAnswer({ status: { clientCertificateData: 'x' } }) }),
    code: 'auth-plugin-failed',
    detail: /returned only certificate or key, not both/,
  },
  {
    name: 'an answer of another version',
    change: only({ exec: execAnswer({ apiVersion: 'client.authentication.k8s.io/v1beta1', status: { token: 'x' } }) }),
    code: 'auth-plugin-failed',
    detail: /exec plugin is configured to use API version/,
  },
  { name: 'a plugin', change: only({ exec: execAnswer({ status: { token: 'from-the-plugin' } }) }) },
  {
    name: 'a plugin whose token has expired already',
    change: only({ exec: execAnswer({ status: { token: 'late', expirationTimestamp: '2020-01-01T00:00:00Z' } }) }),
  },
  ...(
    [
      [{ command: '' }, 'exec.command', /command must be specified for u/],
      [{ apiVersion: '' }, 'exec.apiVersion', /apiVersion must be specified for u/],
      [{ apiVersion: 'client.authentication.k8s.io/v1alpha1' }, 'exec.apiVersion', /invalid apiVersion/],
      [{ interactiveMode: '' }, 'exec.interactiveMode', /interactiveMode must be specified for u/],
      [{ interactiveMode: 'Perhaps' }, 'exec.interactiveMode', /invalid interactiveMode for u: "Perhaps"/],
      [{ env: [{ value: 'x' }] }, 'exec.env', /env variable name must be specified for u/],
    ] as const
  ).map(
    ([more, field, detail]): KubeconfigCase => ({
      name: `a plugin with ${JSON.stringify(more)}`,
      change: only({ exec: exec(more) }),
      code: 'kubeconfig-refused',
      entry: `users[u].${field}`,
      detail,
    }),
  ),
  {
    name: 'a plugin and an auth-provider',
    change: only({ exec: exec(), 'auth-provider': oidc({}) }),
    code: 'kubeconfig-refused',
    entry: 'users[u].exec',
  },
];

/** All of them. */
export const KUBECONFIG_CASES: readonly KubeconfigCase[] = [...FILES, ...CONTEXTS, ...CLUSTERS, ...USERS, ...PLUGINS];

/** The bytes of a case's kubeconfig, for a server at a port and a port nobody listens on. */
export function kubeconfigBytes({ change, bytes }: KubeconfigCase, port: number, dead: number): Buffer {
  const parts: Parts = {
    cluster: { server: 'https://127.0.0.1:PORT', 'insecure-skip-tls-verify': true },
    user: { token: 'a-token-of-the-file' },
    context: { cluster: 'c', user: 'u' },
    config: { apiVersion: 'v1', kind: 'Config', 'current-context': 'x', clusters: [], users: [], contexts: [] },
  };
  parts.config.clusters.push({ name: 'c', cluster: parts.cluster });
  parts.config.users.push({ name: 'u', user: parts.user });
  parts.config.contexts.push({ name: 'x', context: parts.context });
  change?.(parts);
  const text = JSON.stringify(parts.config).replaceAll('PORT', String(port)).replaceAll('DEAD', String(dead));
  return Buffer.from(bytes?.(text) ?? text);
}
