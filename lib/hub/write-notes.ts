import type { ClusterDelta, KindName, Write } from '@/lib/model/cluster';
import type { ObjectOf } from '@/lib/model/objects';
import { describeWrite } from '@/lib/model/write';

/** Pulses that eyes can follow, per batch; beyond it they are counted. */
const WRITES_SHOWN = 20;

/** Writes of the batch that is being gathered. */
export interface WriteNotes {
  note<K extends KindName>(
    type: Write['type'],
    kind: K,
    previous: ObjectOf[K] | undefined,
    object: ObjectOf[K],
    at: string,
  ): void;
  /** Those of the batch, which is over. */
  take(): Pick<ClusterDelta, 'writes' | 'writesOmitted'>;
}

/** No writes yet. */
export function createWriteNotes(): WriteNotes {
  let id = 0;
  let writes: Write[] = [];
  let omitted = 0;
  return {
    note(type, kind, previous, object, at) {
      if (writes.length >= WRITES_SHOWN) {
        omitted += 1;
        return;
      }
      id += 1;
      const { name, namespace } = object.metadata;
      const described = describeWrite({ type, kind, ...(previous ? { previous } : {}), object });
      writes.push({ id, at, type, kind, name, ...(namespace ? { namespace } : {}), ...described });
    },
    take() {
      const batch = { ...(writes.length > 0 ? { writes } : {}), ...(omitted > 0 ? { writesOmitted: omitted } : {}) };
      writes = [];
      omitted = 0;
      return batch;
    },
  };
}
