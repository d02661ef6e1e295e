import type { ObjectReader } from '@/lib/kubernetes/object-reader';
import type { Hub } from './hub';

/** A cluster being looked at: its model, and its objects one by one. */
export interface OpenedCluster {
  hub: Hub;
  objects: ObjectReader;
  close(): void;
}
