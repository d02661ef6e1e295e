import 'server-only';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { type ProxyEnvironment, readProxyEnvironment } from './proxy-environment';

/** What the environment (set by the command line) says about which cluster to read. */
export interface ClusterEnvironment {
  /** Folder of a recording. */
  from?: string;
  sample: boolean;
  /** Kubeconfig files, first one first. Empty when none was named and the default does not exist. */
  kubeconfigs: string[];
  context?: string;
  /** Namespaces to look in when all of them are forbidden. */
  namespaces: string[];
  /** Proxies for clusters whose kubeconfig names none. */
  proxies?: ProxyEnvironment;
  /** Address of the API server, inside a cluster. */
  inCluster?: { host: string; port: string };
}

const listed = (value: string | undefined, separator: string) =>
  (value ?? '')
    .split(separator)
    .map((entry) => entry.trim())
    .filter(Boolean);

/** The home of the user; undefined for one without (no entry in passwd, no HOME), as in many containers. */
function homeOf(home: () => string): string | undefined {
  try {
    return home() || undefined;
  } catch {
    return undefined;
  }
}

/** Reads the environment; `exists` and `home` are parameters so that a test need not touch the disk. */
export function readClusterEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  home: () => string = () => env.HOME || homedir(),
  exists: (file: string) => boolean = existsSync,
): ClusterEnvironment {
  const named = env.KUBEPLANO_KUBECONFIG ? [env.KUBEPLANO_KUBECONFIG] : listed(env.KUBECONFIG, path.delimiter);
  const host = env.KUBERNETES_SERVICE_HOST;
  const folder = homeOf(home);
  const usual = folder && path.join(folder, '.kube', 'config');
  return {
    ...(env.KUBEPLANO_FROM ? { from: env.KUBEPLANO_FROM } : {}),
    sample: env.KUBEPLANO_SAMPLE === '1',
    kubeconfigs: named.length > 0 ? named : usual && exists(usual) ? [usual] : [],
    ...(env.KUBEPLANO_CONTEXT ? { context: env.KUBEPLANO_CONTEXT } : {}),
    namespaces: listed(env.KUBEPLANO_NAMESPACES, ','),
    proxies: readProxyEnvironment(env),
    ...(host ? { inCluster: { host, port: env.KUBERNETES_SERVICE_PORT || '443' } } : {}),
  };
}
