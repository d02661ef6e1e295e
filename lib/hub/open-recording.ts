import 'server-only';
import type { ChosenCluster } from '@/lib/kubernetes/choose-cluster';
import type { Clock } from '@/lib/kubernetes/clock';
import { createRecordedObjects } from '@/lib/kubernetes/recording/recorded-objects';
import { type Recording, readRecording } from '@/lib/kubernetes/recording/recording';
import { KIND_NAMES, type KindName } from '@/lib/model/cluster';
import { createHub } from './hub';
import type { OpenedCluster } from './opened-cluster';

/** Opens a recording. Throws the problems of {@link readRecording}. */
export function openRecording(chosen: Extract<ChosenCluster, { kind: 'recording' }>, clock: Clock): OpenedCluster {
  const recording = readRecording(chosen.directory);
  const { recordedAt, leftOut, leftOutMore } = recording;
  const told = { ...(leftOut.length > 0 ? { leftOut } : {}), ...(leftOutMore > 0 ? { leftOutMore } : {}) };
  const source = { kind: 'recording' as const, context: chosen.context, recordedAt, ...told };
  const hub = createHub(source, clock, { now: () => recordedAt });
  const fill = <K extends KindName>(kind: K) => {
    const objects: readonly ObjectsOf<K>[] = recording.objects[kind] ?? [];
    hub.sink.listed(kind, undefined, [...objects]);
  };
  for (const kind of KIND_NAMES) fill(kind);
  for (const state of recording.kinds) hub.sink.kind(state);
  hub.sink.recorded({
    at: recordedAt,
    ...(recording.version ? { version: recording.version } : {}),
  });
  return { hub, objects: createRecordedObjects(recording), close: () => hub.close() };
}
type ObjectsOf<K extends KindName> = NonNullable<Recording['objects'][K]>[number];
