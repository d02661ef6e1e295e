import type { RuntimeClassObject } from '@/lib/model/objects';
import { runtimeClass } from '../protobuf/messages/events';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

const transformRuntimeClass = (raw: RuntimeClassObject): RuntimeClassObject => ({
  kind: 'RuntimeClass',
  metadata: transformMetadata(raw.metadata),
  ...pick(raw, ['handler']),
});

/** node.k8s.io/v1 from 1.20; v1beta1 until 1.24. */
export const runtimeclasses: KindDefinition<'runtimeclasses'> = {
  kind: 'runtimeclasses',
  kinds: ['RuntimeClass'],
  namespaced: false,
  groupVersionResources: [
    {
      apiVersion: 'node.k8s.io/v1',
      resource: 'runtimeclasses',
      message: runtimeClass,
      transform: transformRuntimeClass,
    },
    {
      apiVersion: 'node.k8s.io/v1beta1',
      resource: 'runtimeclasses',
      message: runtimeClass,
      transform: transformRuntimeClass,
    },
  ],
};
