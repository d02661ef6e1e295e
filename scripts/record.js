/**
 * Records a cluster with kubectl into a folder that `--from` opens: `npm run record -- DIR [kubectl flags]`.
 * One file per kind, as `kubectl get … -o json` prints it. Secrets are never asked for; what managedFields say of each
 * single field (`fieldsV1`), values of environment variables and what looks like a token are left out.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const KINDS = [
  ...['namespaces', 'nodes', 'pods', 'events', 'leases', 'services', 'endpointslices', 'deployments', 'replicasets'],
  ...['daemonsets', 'statefulsets', 'jobs', 'cronjobs', 'runtimeclasses'],
];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const TOKEN = /eyJ[\w-]{10,}\.[\w-]+\.[\w-]*|\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g;

/**
 * A copy without what a recording has no use for, or should not hold.
 * @param {unknown} value
 * @param {string} [key] under which it was found
 * @returns {unknown}
 */
export function cleaned(value, key = '') {
  if (Array.isArray(value)) return value.map((item) => cleaned(item, key === 'env' ? 'env-entry' : ''));
  if (typeof value === 'string') return value.replace(TOKEN, 'REMOVED');
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => name !== 'fieldsV1' && name !== LAST_APPLIED && !(key === 'env-entry' && name === 'value'),
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, cleaned(inner, name)]));
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
  write('version', JSON.parse(kubectl(['get', '--raw', '/version', ...flags])));
  for (const kind of KINDS) {
    try {
      write(kind, cleaned(JSON.parse(kubectl(['get', kind, '-A', '-o', 'json', '--show-managed-fields', ...flags]))));
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n').slice(1).join(' ') : String(error);
      process.stderr.write(`${kind}: left out. ${reason}\n`);
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
