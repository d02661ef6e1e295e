import 'server-only';
import path from 'node:path';
import type { SourceKind } from '@/lib/model/cluster';
import type { ClusterEnvironment } from './environment';
import { type ConnectionSettings, connectionOf } from './kubeconfig/connection';
import { mergeKubeconfigs, type Shadowed } from './kubeconfig/merge';
import { readBytes } from './kubeconfig/text';
import { ProblemError } from './problem-error';

/** One cluster that can be looked at, as `GET /api/contexts` lists it. */
export interface ContextChoice {
  name: string;
  cluster: string;
  user: string;
  namespace?: string;
}
/** A cluster with an API server, and how to reach it. */
export interface ReachedCluster {
  kind: Exclude<SourceKind, 'recording'>;
  context: string;
  load: () => ConnectionSettings;
  namespaces: string[];
  /** The current context of the kubeconfig as it is now, where it was not said which to read. */
  currentContext?: () => string;
}
/** What was chosen to be read. */
export type ChosenCluster = { kind: 'recording'; context: string; directory: string } | ReachedCluster;
/** What can be looked at here. */
export interface Choices {
  kind: SourceKind;
  contexts: ContextChoice[];
  current: string;
  /** Entries of later files that earlier ones have too: not used. */
  shadowed: readonly Shadowed[];
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
    shadowed: [],
    choose(wanted) {
      if (wanted !== undefined && wanted !== context)
        throw new ProblemError('context-not-found', undefined, { context: wanted });
      return { kind: 'recording', context, directory };
    },
  };
}

function ofKubeconfig(files: string[], environment: ClusterEnvironment, kind: 'cluster' | 'sample'): Choices {
  const first = mergeKubeconfigs(files);
  const current = environment.context ?? first.currentContext;
  return {
    kind,
    contexts: [...first.contexts.values()].map(({ name, fields }) => ({
      name,
      cluster: fields.cluster ?? '',
      user: fields.user ?? '',
      ...(fields.namespace ? { namespace: fields.namespace } : {}),
    })),
    current,
    shadowed: first.shadowed,
    choose(wanted = current) {
      const file = files.join(path.delimiter);
      if (!wanted && first.contexts.size === 0)
        throw new ProblemError('no-cluster', 'the kubeconfig holds no context', { file });
      if (!wanted)
        throw new ProblemError('context-not-set', undefined, { file, known: [...first.contexts.keys()].join(', ') });
      // Told at once of what is wrong with it, not when it is first asked.
      connectionOf(first, wanted);
      const context = first.contexts.get(wanted);
      const namespaces =
        environment.namespaces.length > 0 ? environment.namespaces : [context?.fields.namespace ?? 'default'];
      return {
        kind,
        context: wanted,
        namespaces,
        ...(environment.context ? {} : { currentContext: () => mergeKubeconfigs(files).currentContext }),
        load() {
          const settings = connectionOf(mergeKubeconfigs(files), wanted, environment.proxies);
          // Also those that are not there yet.
          return { ...settings, files: [...files, ...settings.files] };
        },
      };
    },
  };
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The service account of the pod this runs in, as the entries of a kubeconfig. */
function ofServiceAccount(environment: ClusterEnvironment): Choices {
  const name = 'in-cluster';
  const { host, port } = environment.inCluster ?? { host: '', port: '' };
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const entry = <Fields>(fields: Fields) => new Map([[name, { name, file: `${SERVICE_ACCOUNT}/`, fields }]]);
  const load = () =>
    connectionOf(
      {
        files: [],
        shadowed: [],
        currentContext: name,
        clusters: entry({ server, 'certificate-authority': `${SERVICE_ACCOUNT}/ca.crt` }),
        users: entry({ tokenFile: `${SERVICE_ACCOUNT}/token` }),
        contexts: entry({ cluster: name, user: name }),
      },
      name,
      environment.proxies,
    );
  return {
    kind: 'in-cluster',
    contexts: [{ name, cluster: name, user: 'serviceaccount' }],
    current: name,
    shadowed: [],
    choose(wanted) {
      if (wanted !== undefined && wanted !== name)
        throw new ProblemError('context-not-found', undefined, { context: wanted });
      const namespaces = environment.namespaces.length > 0 ? environment.namespaces : [podNamespace()];
      return { kind: 'in-cluster', context: name, load, namespaces };
    },
  };
}

function podNamespace(): string {
  try {
    return readBytes(`${SERVICE_ACCOUNT}/namespace`).toString('utf8').trim() || 'default';
  } catch {
    // Not mounted: the namespace that is always there.
    return 'default';
  }
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
