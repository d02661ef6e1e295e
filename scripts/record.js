/**
 * Records a cluster with kubectl into a folder that `--from` opens: `npm run record -- DIR [kubectl flags]`.
 * One file per kind, as `kubectl get … -o json` prints it. Secrets are never asked for; what managedFields say of each
 * single field (`fieldsV1`) and what is or could be a credential (SECURITY.md) are left out.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanObject } from '../lib/kubernetes/clean-object.ts';
import { knownSecrets } from '../lib/kubernetes/known-secrets.ts';
import { isSecretName, redact } from '../lib/kubernetes/redact.ts';

const KINDS = [
  ...['namespaces', 'nodes', 'pods', 'events', 'leases', 'services', 'endpointslices', 'deployments', 'replicasets'],
  ...['daemonsets', 'statefulsets', 'jobs', 'cronjobs', 'runtimeclasses'],
];
/**
 * A copy without what a recording has no use for, or should not hold.
 * @param {unknown} value
 * @returns {unknown}
 */
export function cleaned(value) {
  return withoutFieldsV1(cleanObject(value));
}

/** @param {unknown} value @returns {unknown} */
function withoutFieldsV1(value) {
  if (Array.isArray(value)) return value.map(withoutFieldsV1);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'fieldsV1');
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutFieldsV1(inner)]));
}

/**
 * What the kubeconfig in use says of its user, so that no recorded text quotes it.
 * @param {unknown} value of `kubectl config view --raw --minify -o json`
 * @param {string} [key]
 * @returns {string[]}
 */
export function secretsIn(value, key = '') {
  if (typeof value === 'string') return /data$|^id-token$/.test(key) || isSecretName(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if ('name' in value && 'value' in value && typeof value.name === 'string') return secretsIn(value.value, value.name);
  return Object.entries(value).flatMap(([name, inner]) => secretsIn(inner, name));
}

/**
 * @param {string} folder
 * @param {string[]} flags further flags for kubectl
 * @param {(args: string[]) => string} kubectl
 */
export function record(folder, flags, kubectl) {
  mkdirSync(folder, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {unknown} */ content) =>
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`);
  const { users = [] } = JSON.parse(kubectl(['config', 'view', '--raw', '--minify', '-o', 'json', ...flags]));
  knownSecrets().add(...secretsIn(users));
  write('version', cleaned(JSON.parse(kubectl(['get', '--raw', '/version', ...flags]))));
  for (const kind of KINDS) {
    try {
      write(kind, cleaned(JSON.parse(kubectl(['get', kind, '-A', '-o', 'json', '--show-managed-fields', ...flags]))));
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n').slice(1).join(' ') : String(error);
      process.stderr.write(`${kind}: left out. ${redact(reason)}\n`);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...flags] = process.argv.slice(2);
  if (!folder) {
    process.stderr.write('npm run record -- DIR [kubectl flags]\n');
    process.exitCode = 1;
  } else {
    record(folder, flags, (args) =>
      execFileSync('kubectl', args, { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }
}
