import 'server-only';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { SourceKind } from '@/lib/model/cluster';
import type { ContextConfig } from './credentials';
import type { ClusterEnvironment } from './environment';
import { loadKubeconfig } from './kubeconfig';
import { ProblemError } from './problem-error';

/** One cluster that can be looked at, as `GET /api/contexts` lists it. */
export interface ContextChoice {
  name: string;
  cluster: string;
  user: string;
  namespace?: string;
}
/** A cluster chosen and how to reach it. */
export type ChosenCluster =
  | { kind: 'recording'; context: string; directory: string }
  | { kind: Exclude<SourceKind, 'recording'>; context: string; load: () => ContextConfig; namespaces: string[] };
/** What can be looked at here. */
export interface Choices {
  kind: SourceKind;
  contexts: ContextChoice[];
  current: string;
  /** The cluster of one context (the current one when none is named). Throws `context-not-found`. */
  choose(context?: string): ChosenCluster;
}
/** Starts the sample cluster, once there is one, and gives the kubeconfig file that reaches it. */
export type SampleStarter = () => { kubeconfig: string };

function ofRecording(directory: string): Choices {
  const context =
    directory
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? directory;
  return {
    kind: 'recording',
    contexts: [{ name: context, cluster: context, user: '' }],
    current: context,
    choose(wanted) {
      if (wanted !== undefined && wanted !== context)
        throw new ProblemError('context-not-found', undefined, { context: wanted });
      return { kind: 'recording', context, directory };
    },
  };
}

function ofKubeconfig(files: string[], environment: ClusterEnvironment, kind: 'cluster' | 'sample'): Choices {
  const first = loadKubeconfig(files);
  const current = environment.context ?? first.currentContext ?? '';
  return {
    kind,
    contexts: first.contexts,
    current,
    choose(wanted = current) {
      if (!wanted && first.contexts.length === 0)
        throw new ProblemError('no-cluster', 'the kubeconfig holds no context', { file: files.join(', ') });
      const context = first.contexts.find((entry) => entry.name === wanted);
      const values = { context: wanted, known: first.contexts.map((entry) => entry.name).join(', ') };
      if (!context) throw new ProblemError('context-not-found', undefined, values);
      if (!first.config.getCluster(context.cluster)) {
        throw new ProblemError(
          'kubeconfig-malformed',
          `context ${wanted} names cluster "${context.cluster}", which is not there`,
          { file: files.join(', ') },
        );
      }
      return {
        kind,
        context: wanted,
        namespaces: environment.namespaces.length > 0 ? environment.namespaces : [context.namespace ?? 'default'],
        load() {
          const { config, impersonation } = loadKubeconfig(files);
          config.setCurrentContext(wanted);
          const headers = impersonation.get(context.user);
          return { config, ...(headers ? { impersonation: headers } : {}) };
        },
      };
    },
  };
}

function ofServiceAccount(environment: ClusterEnvironment): Choices {
  const load = () => {
    const config = new KubeConfig();
    config.loadFromCluster();
    return { config };
  };
  const name = 'in-cluster';
  return {
    kind: 'in-cluster',
    contexts: [{ name, cluster: name, user: 'serviceaccount' }],
    current: name,
    choose(wanted) {
      if (wanted !== undefined && wanted !== name)
        throw new ProblemError('context-not-found', undefined, { context: wanted });
      const namespace = load().config.getContextObject('inClusterContext')?.namespace ?? 'default';
      const namespaces = environment.namespaces.length > 0 ? environment.namespaces : [namespace];
      return { kind: 'in-cluster', context: name, load, namespaces };
    },
  };
}

/** Whether the sample cluster is what will be read: asked for, or there is nothing else. */
export function wantsSample({ from, sample, kubeconfigs, inCluster }: ClusterEnvironment): boolean {
  return from === undefined && (sample || (kubeconfigs.length === 0 && !inCluster));
}

/**
 * Which cluster: recording › sample › kubeconfig › in-cluster › sample (where there is one).
 * What was asked for and fails is a problem, never silently replaced. Throws `no-cluster` and the kubeconfig problems.
 */
export function chooseCluster(environment: ClusterEnvironment, startSample?: SampleStarter): Choices {
  if (environment.from) return ofRecording(environment.from);
  if (!environment.sample) {
    if (environment.kubeconfigs.length > 0) return ofKubeconfig(environment.kubeconfigs, environment, 'cluster');
    if (environment.inCluster) return ofServiceAccount(environment);
  }
  if (startSample) return ofKubeconfig([startSample().kubeconfig], { ...environment, namespaces: [] }, 'sample');
  throw new ProblemError('no-cluster');
}
