/** Snapshots to draw: our own recording, and the small clusters of the model's tests. */
import path from 'node:path';
import { objectUrl } from '@/components/inspector/use-object';
import type { ObjectAnswer } from '@/lib/contract/answers';
import { openRecording } from '@/lib/hub/open-recording';
import { viewOfObject } from '@/lib/kubernetes/object-view';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import type { ClusterSnapshot, KindName } from '@/lib/model/cluster';
import { derive } from '@/lib/model/derive';
import { fixtureClusters } from '@/lib/model/testing/fixture-clusters';

function openReal() {
  const directory = path.resolve(import.meta.dirname, '../../e2e/recordings/real-3-nodes');
  return openRecording({ kind: 'recording', context: 'real-3-nodes', directory }, createManualClock());
}

/** The recording of our real cluster of three machines, as the hub publishes it. */
export function realCluster(): ClusterSnapshot {
  const now = openReal().hub.current();
  if (!now || !('snapshot' in now)) throw new Error('no picture of the recording');
  return now.snapshot;
}

/** What the API answers when an object of it is read whole, by address. */
export async function realAnswer(
  kind: KindName,
  namespace: string,
  name: string,
): Promise<Record<string, ObjectAnswer>> {
  const view = viewOfObject(await openReal().objects.read({ kind, namespace, name }, []));
  return { [objectUrl({ kind, namespace, name }, undefined)]: { ...view, events: [], kubectl: '' } };
}

/** A small cluster by the name of its file (lib/model/testing/clusters). */
export function smallCluster(name: string): ClusterSnapshot {
  const facts = fixtureClusters().find((one) => one.name === name)?.facts;
  if (!facts) throw new Error(`no cluster ${name}`);
  return { revision: 1, at: facts.now, ...derive(facts) };
}
