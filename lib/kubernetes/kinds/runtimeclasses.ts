import type { RuntimeClassObject } from '@/lib/model/objects';
import type { KindDefinition } from './definition';
import { pick, pruneMeta } from './prune';

const pruneRuntimeClass = (raw: RuntimeClassObject): RuntimeClassObject => ({
  kind: 'RuntimeClass',
  metadata: pruneMeta(raw.metadata),
  ...pick(raw, ['handler']),
});

/** node.k8s.io/v1 from 1.20; v1beta1 until 1.24. */
export const runtimeclasses: KindDefinition<'runtimeclasses'> = {
  kind: 'runtimeclasses',
  kinds: ['RuntimeClass'],
  namespaced: false,
  candidates: [
    { apiVersion: 'node.k8s.io/v1', resource: 'runtimeclasses', prune: pruneRuntimeClass },
    { apiVersion: 'node.k8s.io/v1beta1', resource: 'runtimeclasses', prune: pruneRuntimeClass },
  ],
};
