/**
 * Which cluster will be read, as far as files tell: for the line printed at start. The server decides by itself
 * (and says what it really reads); this follows the same order: recording, sample, kubeconfig, in-cluster, sample.
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

/** @typedef {{ kind: 'recording' | 'sample' | 'cluster' | 'kubeconfig' | 'in-cluster' | 'none', values: Record<string, string> }} Target */

/**
 * The context named in a kubeconfig and the server it leads to; undefined when the file does not say.
 * @param {string} file
 * @param {string | undefined} asked context asked for
 */
function contextIn(file, asked) {
  try {
    const config = parse(readFileSync(file, 'utf8'));
    const name = asked ?? config?.['current-context'];
    const context = config?.contexts?.find((/** @type {{ name?: string }} */ entry) => entry?.name === name)?.context;
    const cluster = config?.clusters?.find(
      (/** @type {{ name?: string }} */ entry) => entry?.name === context?.cluster,
    );
    const server = cluster?.cluster?.server;
    return typeof name === 'string' && typeof server === 'string' ? { context: name, server } : undefined;
  } catch {
    // Unreadable or malformed: the page explains it, with the reason.
    return undefined;
  }
}

/**
 * @param {Pick<import('./options.js').Options, 'from' | 'sample' | 'kubeconfig' | 'context'>} options
 * @param {NodeJS.ProcessEnv} env
 * @returns {Target}
 */
export function describeTarget(options, env) {
  if (options.from) return { kind: 'recording', values: { path: options.from } };
  const sample = env.KUBEPLANO_SAMPLE_RUNNING;
  if (sample) return { kind: options.sample ? 'sample' : 'none', values: { file: sample } };
  if (options.sample) return { kind: 'sample', values: {} };
  const home = join(env.HOME ?? env.USERPROFILE ?? homedir(), '.kube', 'config');
  const named = options.kubeconfig ? [options.kubeconfig] : (env.KUBECONFIG || home).split(delimiter);
  const files = named.filter((file) => existsSync(file));
  for (const file of files) {
    const found = contextIn(file, options.context);
    if (found) return { kind: 'cluster', values: { ...found, file } };
  }
  if (files.length) return { kind: 'kubeconfig', values: { file: files.join(', ') } };
  return { kind: env.KUBERNETES_SERVICE_HOST ? 'in-cluster' : 'none', values: {} };
}
