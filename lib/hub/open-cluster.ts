import 'server-only';
import type { ChosenCluster } from '@/lib/kubernetes/choose-cluster';
import type { Clock } from '@/lib/kubernetes/clock';
import { startClusterReader } from '@/lib/kubernetes/cluster-reader';
import { createCredentials } from '@/lib/kubernetes/credentials';
import { createLiveObjects } from '@/lib/kubernetes/object-reader';
import { createTransport } from '@/lib/kubernetes/transport';
import { createHub } from './hub';
import { openRecording } from './open-recording';
import type { OpenedCluster } from './opened-cluster';

/** Starts to read what was chosen. Throws the problems of recordings and kubeconfigs. */
export function openCluster(chosen: ChosenCluster, clock: Clock): OpenedCluster {
  if (chosen.kind === 'recording') return openRecording(chosen, clock);
  const credentials = createCredentials(chosen.load, clock);
  const transport = createTransport(credentials, clock);
  const hub = createHub({ kind: chosen.kind, context: chosen.context, server: credentials.server }, clock, {
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const reader = startClusterReader({
    transport,
    clock,
    random: Math.random,
    namespaces: chosen.namespaces,
    userName: credentials.userName,
    sink: hub.sink,
  });
  return {
    hub,
    objects: createLiveObjects(transport),
    close() {
      reader.stop();
      hub.close();
    },
  };
}
