import 'server-only';
import type { ChosenCluster } from '@/lib/kubernetes/choose-cluster';
import type { Clock } from '@/lib/kubernetes/clock';
import { createRecordedObjects } from '@/lib/kubernetes/recording/recorded-objects';
import { type Recording, readRecording } from '@/lib/kubernetes/recording/recording';
import { KIND_NAMES, type KindName } from '@/lib/model/cluster';
import { createHub } from './hub';
import type { OpenedCluster } from './opened-cluster';

/** `pods.json: Unexpected end of JSON input` for the first files that could not be used, and how many more. */
function describeBroken(broken: Recording['broken']): string | undefined {
  if (broken.length === 0) return undefined;
  const shown = broken.slice(0, 3).map(({ file, why }) => `${file}: ${why}`);
  return [...shown, ...(broken.length > 3 ? [`+${broken.length - 3}`] : [])].join(' · ');
}

/** Opens a folder of recorded objects. Throws the problems of {@link readRecording}. */
export function openRecording(chosen: Extract<ChosenCluster, { kind: 'recording' }>, clock: Clock): OpenedCluster {
  const recording = readRecording(chosen.directory);
  const hub = createHub({ kind: 'recording', context: chosen.context, recordedAt: recording.recordedAt }, clock, {
    now: () => recording.recordedAt,
  });
  const fill = <K extends KindName>(kind: K) => {
    const objects: readonly ObjectsOf<K>[] = recording.objects[kind] ?? [];
    hub.sink.listed(kind, undefined, [...objects]);
  };
  for (const kind of KIND_NAMES) fill(kind);
  for (const state of recording.kinds) hub.sink.kind(state);
  const why = describeBroken(recording.broken);
  hub.sink.recorded({
    at: recording.recordedAt,
    ...(recording.version ? { version: recording.version } : {}),
    ...(why ? { problem: { code: 'recording-broken', detail: why } } : {}),
  });
  return { hub, objects: createRecordedObjects(recording), close: () => hub.close() };
}
type ObjectsOf<K extends KindName> = NonNullable<Recording['objects'][K]>[number];
