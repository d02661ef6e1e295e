/** What a pod takes from other objects, by name: its volumes, and the ConfigMaps and Secrets it reads. Never what is in them. */
import type { ObjectName, VolumeView } from '../cluster';
import type { Container, PodObject, Volume } from '../objects';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const textIn = (container: unknown, field: string): string | undefined => {
  const value: unknown = isRecord(container) ? container[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Sources that are filled from an object, and the field that names it. */
const NAMED_BY: ReadonlyMap<string, readonly [kind: string, field: string]> = new Map([
  ['configMap', ['ConfigMap', 'name']],
  ['secret', ['Secret', 'secretName']],
  ['persistentVolumeClaim', ['PersistentVolumeClaim', 'claimName']],
]);

/** Inside a projected volume a secret is named by `name`. */
const PROJECTED: ReadonlyMap<string, string> = new Map([
  ['configMap', 'ConfigMap'],
  ['secret', 'Secret'],
]);

function sourcesOf(type: string, source: unknown): ObjectName[] {
  const named = NAMED_BY.get(type);
  if (named) {
    const [kind, field] = named;
    const name = textIn(source, field);
    return name ? [{ kind, name }] : [];
  }
  const parts: unknown = type === 'projected' && isRecord(source) ? source.sources : undefined;
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown) =>
    [...PROJECTED].flatMap(([field, kind]) => {
      const name = isRecord(part) ? textIn(part[field], 'name') : undefined;
      return name ? [{ kind, name }] : [];
    }),
  );
}

const allContainers = ({ spec }: PodObject): Container[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...(spec.ephemeralContainers ?? []),
];

function volumeView(volume: Volume, containers: readonly Container[]): VolumeView {
  const { name, ...sources } = volume;
  const [type = 'emptyDir', source] = Object.entries(sources)[0] ?? [];
  const mounts = containers.flatMap((container) =>
    (container.volumeMounts ?? [])
      .filter((mount) => mount.name === name)
      .map(({ mountPath, readOnly }) => ({
        container: container.name,
        path: mountPath,
        ...(readOnly ? { readOnly } : {}),
      })),
  );
  return { name, type, from: sourcesOf(type, source), mounts };
}

/** The volumes of a pod, in the order of its specification. */
export function volumesOf(pod: PodObject): VolumeView[] {
  const containers = allContainers(pod);
  return (pod.spec.volumes ?? []).map((volume) => volumeView(volume, containers));
}

/** Of a variable, or of all variables at once. */
const VARIABLE_SOURCES = [
  ['configMapKeyRef', 'ConfigMap'],
  ['secretKeyRef', 'Secret'],
  ['configMapRef', 'ConfigMap'],
  ['secretRef', 'Secret'],
] as const;

function variablesOf({ env = [], envFrom = [] }: Container): ObjectName[] {
  return [...env.map((one) => one.valueFrom), ...envFrom].flatMap((source) =>
    VARIABLE_SOURCES.flatMap(([field, kind]) => {
      const name = isRecord(source) ? textIn(source[field], 'name') : undefined;
      return name ? [{ kind, name }] : [];
    }),
  );
}

/** The ConfigMaps and Secrets a pod uses, and its ServiceAccount, each once, by kind and name. */
export function configurationOf(pod: PodObject, volumes: readonly VolumeView[]): ObjectName[] {
  const { serviceAccountName, imagePullSecrets = [] } = pod.spec;
  const used: ObjectName[] = [
    ...volumes.flatMap(({ from }) => from).filter(({ kind }) => kind !== 'PersistentVolumeClaim'),
    ...allContainers(pod).flatMap(variablesOf),
    ...imagePullSecrets.flatMap(({ name }) => (name ? [{ kind: 'Secret', name }] : [])),
    ...(serviceAccountName ? [{ kind: 'ServiceAccount', name: serviceAccountName }] : []),
  ];
  const once = new Map(used.map((one) => [`${one.kind}/${one.name}`, one]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
