import 'server-only';
import path from 'node:path';
import { ProblemError } from '../problem-error';
import { type ClusterFields, type ContextFields, parseKubeconfig, type UserFields } from './parse';

/** An entry and the file it stands in. */
export interface Entry<Fields> {
  name: string;
  file: string;
  fields: Fields;
}
/** What a second file says of a name that an earlier one has: not used. */
export interface Shadowed {
  /** `clusters[kind]` */
  entry: string;
  file: string;
  /** The file that is used. */
  by: string;
}
/** Several files as one. */
export interface MergedKubeconfig {
  /** Those that were there, in order. */
  files: string[];
  clusters: ReadonlyMap<string, Entry<ClusterFields>>;
  users: ReadonlyMap<string, Entry<UserFields>>;
  contexts: ReadonlyMap<string, Entry<ContextFields>>;
  currentContext: string;
  shadowed: Shadowed[];
}

/**
 * Reads and merges kubeconfig files as kubectl does: of two with the same names the first wins, and one that is not there
 * is passed over, unless none is. Throws what {@link parseKubeconfig} throws.
 */
export function mergeKubeconfigs(files: readonly string[]): MergedKubeconfig {
  const clusters = new Map<string, Entry<ClusterFields>>();
  const users = new Map<string, Entry<UserFields>>();
  const contexts = new Map<string, Entry<ContextFields>>();
  const shadowed: Shadowed[] = [];
  const found: string[] = [];
  let currentContext = '';
  let missing: ProblemError | undefined;

  function add<Fields>(list: string, into: Map<string, Entry<Fields>>, entry: Entry<Fields>) {
    const first = into.get(entry.name);
    if (first) shadowed.push({ entry: `${list}[${entry.name}]`, file: entry.file, by: first.file });
    else into.set(entry.name, entry);
  }

  for (const file of files) {
    try {
      const parsed = parseKubeconfig(file);
      found.push(file);
      for (const { name, cluster } of parsed.clusters) add('clusters', clusters, { name, file, fields: cluster });
      for (const { name, user } of parsed.users) add('users', users, { name, file, fields: user });
      for (const { name, context } of parsed.contexts) add('contexts', contexts, { name, file, fields: context });
      currentContext ||= parsed['current-context'];
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'kubeconfig-not-found') throw error;
      missing ??= error;
    }
  }
  if (found.length === 0)
    throw new ProblemError('kubeconfig-not-found', missing?.problem.detail, { file: files.join(path.delimiter) });
  return { files: found, clusters, users, contexts, currentContext, shadowed };
}

/** A path as a kubeconfig writes it: relative to the file it stands in. */
export const besideFile = (file: string, written: string): string =>
  path.resolve(path.dirname(path.resolve(file)), written);
