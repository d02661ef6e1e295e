/** A namespace as the diagram shows it, and why one that was deleted is still there. */
import type { NamespaceView } from './cluster';
import type { NamespaceObject } from './objects';
import { because } from './reason';

/** Conditions in which the namespace controller says what is left in it; the more particular first. */
const LEFT_IN_IT = [
  'NamespaceDeletionDiscoveryFailure',
  'NamespaceDeletionGroupVersionParsingFailure',
  'NamespaceDeletionContentFailure',
  'NamespaceFinalizersRemaining',
  'NamespaceContentRemaining',
];

/** Builds the view of one namespace. */
export function namespaceView({ metadata, spec, status }: NamespaceObject): NamespaceView {
  const { deletionTimestamp, creationTimestamp } = metadata;
  const messages = LEFT_IN_IT.flatMap(
    (type) => status?.conditions?.find((one) => one.type === type && one.status === 'True')?.message ?? [],
  );
  const finalizers = [...new Set([...(spec?.finalizers ?? []), ...(metadata.finalizers ?? [])])];
  const isHeld = deletionTimestamp !== undefined && finalizers.length > 0;
  return {
    name: metadata.name,
    phase: status?.phase ?? (deletionTimestamp ? 'Terminating' : 'Active'),
    ...(creationTimestamp ? { createdAt: creationTimestamp } : {}),
    ...(deletionTimestamp ? { deletionAt: deletionTimestamp } : {}),
    ...(deletionTimestamp && messages.length > 0 ? { message: messages.join(' ') } : {}),
    ...(isHeld ? { why: because('namespace-content-left', { finalizers: finalizers.join(', ') }) } : {}),
  };
}
