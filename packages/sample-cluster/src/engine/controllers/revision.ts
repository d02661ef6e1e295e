import type { ObjectOf } from '../../api/kinds.ts';
import { controllerOf, controllerReference } from '../owners.ts';
import { fnv32a, safeEncode } from '../random.ts';
import { type DaemonSet, type PodTemplate, type StatefulSet, stableJson } from '../types.ts';
import type { Controller } from './controller.ts';

type ControllerRevision = ObjectOf<'controllerrevisions'>;

/** Label of pods and ControllerRevisions that names the template they were made from. */
export const HASH = 'controller-revision-hash';

/** The template a ControllerRevision keeps. */
export function templateOf(revision: ControllerRevision | undefined): PodTemplate | undefined {
  const data: { spec?: { template?: PodTemplate & { $patch?: string } } } = revision?.data ?? {};
  if (data.spec?.template === undefined) return undefined;
  const { $patch: _patch, ...template } = data.spec.template;
  return template;
}

/**
 * The ControllerRevision of a set's present template: made when it is new, and the newest again after a roll back.
 * `metadataOf` gives the labels and annotations its controller writes on a new one. Answers its name and its hash.
 */
export function ensureRevision<S extends DaemonSet | StatefulSet>(
  { api, informers }: Parameters<Controller>[0],
  set: S,
  metadataOf: (revision: { name: string; hash: string }) => {
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  },
): { name: string; hash: string } {
  const hash = safeEncode(String(fnv32a(stableJson(set.spec.template))));
  const name = `${set.metadata.name}-${hash}`;
  const owned = informers
    .of('controllerrevisions')
    .list(set.metadata.namespace)
    .filter((one) => controllerOf(one)?.uid === set.metadata.uid);
  const newest = owned.reduce((most, one) => Math.max(most, one.revision), 0);
  const known = owned.find((one) => one.metadata.name === name);
  if (known === undefined) {
    api.create('controllerrevisions', {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name,
        ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
        ...metadataOf({ name, hash }),
        ownerReferences: [controllerReference(set)],
      },
      data: { spec: { template: { $patch: 'replace', ...set.spec.template } } },
      revision: newest + 1,
    });
  } else if (known.revision < newest) {
    api.update('controllerrevisions', { ...known, revision: newest + 1 });
  }
  return { name, hash };
}
