import 'server-only';
import { ProblemError } from '../problem-error';
import type { Entry } from './merge';
import type { ClusterFields, ExecFields, UserFields } from './parse';

/** What kubectl refuses of an entry, and in which words: the first rule that is broken. `field` is where. */
interface Rule {
  broken: boolean;
  field: string;
  /** In kubectl's words (clientcmd/validation.go). */
  reason: string;
}

function check(list: 'clusters' | 'users', { name, file }: Entry<unknown>, rules: readonly Rule[]) {
  const rule = rules.find(({ broken }) => broken);
  if (!rule) return;
  throw new ProblemError('kubeconfig-refused', rule.reason, { file, entry: `${list}[${name}].${rule.field}` });
}

/** API versions of exec plugins that kubectl speaks. */
export const EXEC_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const MODES = ['Never', 'IfAvailable', 'Always'];

function execRules(name: string, { command, apiVersion, env, interactiveMode }: ExecFields): Rule[] {
  const must = (what: string) => `${what} must be specified for ${name} to use exec authentication plugin`;
  // Only v1 asks for a mode: before it, IfAvailable was meant.
  const mode = interactiveMode || (apiVersion === EXEC_VERSIONS[0] ? '' : 'IfAvailable');
  return [
    { broken: !command, field: 'exec.command', reason: must('command') },
    { broken: !apiVersion, field: 'exec.apiVersion', reason: must('apiVersion') },
    { broken: (env ?? []).some((variable) => !variable.name), field: 'exec.env', reason: must('env variable name') },
    { broken: mode === '', field: 'exec.interactiveMode', reason: must('interactiveMode') },
    {
      broken: !MODES.includes(mode),
      field: 'exec.interactiveMode',
      reason: `invalid interactiveMode for ${name}: "${mode}"`,
    },
    {
      broken: !EXEC_VERSIONS.includes(apiVersion ?? ''),
      field: 'exec.apiVersion',
      reason: `exec plugin: invalid apiVersion "${apiVersion}"`,
    },
  ];
}

/** Throws `kubeconfig-refused` for a user that kubectl refuses, with its reason. */
export function refuseUser(entry: Entry<UserFields>): void {
  const { name, fields: user } = entry;
  const basic = Boolean(user.username || user.password);
  const certificate = Boolean(user['client-certificate'] || user['client-certificate-data']);
  const acting = Boolean(
    user['as-uid'] || user['as-groups']?.length || Object.keys(user['as-user-extra'] ?? {}).length,
  );
  check('users', entry, [
    {
      broken: Boolean(user['client-certificate'] && user['client-certificate-data']),
      field: 'client-certificate',
      reason: `client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`,
    },
    {
      broken: certificate && Boolean(user['client-key'] && user['client-key-data']),
      field: 'client-key',
      reason: `client-key-data and client-key are both specified for ${name}; client-key-data will override`,
    },
    {
      broken: certificate && !user['client-key'] && !user['client-key-data'],
      field: 'client-key',
      reason: `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
    },
    {
      broken: Boolean(user.exec && user['auth-provider']),
      field: 'exec',
      reason: `authProvider cannot be provided in combination with an exec plugin for ${name}`,
    },
    ...(user.exec ? execRules(name, user.exec) : []),
    {
      broken: basic && Boolean(user.token),
      field: 'token',
      reason: `more than one authentication method found for ${name}; found [token basicAuth], only one is allowed`,
    },
    {
      broken: acting && !user.as,
      field: 'as',
      reason: `requesting uid, groups or user-extra for ${name} without impersonating a user`,
    },
  ]);
}

/** Throws `kubeconfig-refused` for a cluster that kubectl refuses, with its reason. */
export function refuseCluster(entry: Entry<ClusterFields>, secure: boolean): void {
  const { name, fields: cluster } = entry;
  const file = Boolean(cluster['certificate-authority']);
  const data = Boolean(cluster['certificate-authority-data']);
  check('clusters', entry, [
    { broken: !cluster.server, field: 'server', reason: `no server found for cluster "${name}"` },
    {
      broken: file && data,
      field: 'certificate-authority',
      reason: `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    },
    {
      broken: secure && (file || data) && cluster['insecure-skip-tls-verify'] === true,
      field: 'insecure-skip-tls-verify',
      reason: 'specifying a root certificates file with the insecure flag is not allowed',
    },
  ]);
}
