/**
 * What k3s and RKE2 were started with: each node carries its arguments in an annotation.
 * Source: https://docs.k3s.io/cli/server and https://docs.rke2.io/reference/server_config
 */
import type { Evidence } from '../cluster';
import { proof } from '../evidence';
import type { NodeObject } from '../objects';

const ANNOTATIONS = ['k3s.io/node-args', 'rke2.io/node-args'];

/** An argument of a server, as it was written, and what says so. */
export interface ServerArg {
  flag: string;
  /** `true` of one that stands alone. */
  value: string;
  evidence: Evidence;
}

function argumentsOf(text: string): string[] {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
  } catch {
    // Cut, or cleaned of what could be a credential: it tells nothing then.
    return [];
  }
}

/** The arguments of a node that is a server; of an agent none. `--flag value`, `--flag=value` and `--flag` are all written. */
export function serverArgs(node: NodeObject): ServerArg[] {
  const annotations = node.metadata.annotations ?? {};
  const name = ANNOTATIONS.find((one) => Object.hasOwn(annotations, one));
  const [role, ...words] = name ? argumentsOf(annotations[name] ?? '') : [];
  if (role !== 'server') return [];
  return words.flatMap((word, index): ServerArg[] => {
    if (!word.startsWith('--')) return [];
    const next = words[index + 1];
    const [flag = '', inline] = word.slice(2).split(/=(.*)/s);
    const value = inline ?? (next !== undefined && !next.startsWith('--') ? next : 'true');
    const written = value === 'true' ? `--${flag}` : `--${flag} ${value}`;
    return [{ flag, value, evidence: proof('Node', node, `metadata.annotations["${name}"]`, written) }];
  });
}
