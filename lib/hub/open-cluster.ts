import 'server-only';
import type { ChosenCluster, ReachedCluster } from '@/lib/kubernetes/choose-cluster';
import type { Clock } from '@/lib/kubernetes/clock';
import { startClusterReader } from '@/lib/kubernetes/cluster-reader';
import { type Change, createCredentials } from '@/lib/kubernetes/credentials';
import { createLiveObjects } from '@/lib/kubernetes/object-reader';
import { createTransport } from '@/lib/kubernetes/transport';
import { visibleText } from '@/lib/model/visible-text';
import { createHub } from './hub';
import { openRecording } from './open-recording';
import type { OpenedCluster } from './opened-cluster';

/** How often the files of the kubeconfig are looked at. */
const FOLLOW_MS = 2_000;

/** Starts to read what was chosen. Throws the problems of recordings and kubeconfigs. */
export function openCluster(chosen: ChosenCluster, clock: Clock): OpenedCluster {
  if (chosen.kind === 'recording') return openRecording(chosen, clock);
  const reached: ReachedCluster = chosen;
  const credentials = createCredentials(reached.load, clock);
  const transport = createTransport(credentials, clock);
  const hub = createHub({ kind: chosen.kind, context: chosen.context, server: credentials.server }, clock, {
    log: (line) => process.stderr.write(`${visibleText(line)}\n`),
  });
  const start = () =>
    startClusterReader({
      transport,
      clock,
      random: Math.random,
      namespaces: reached.namespaces,
      userName: credentials.userName,
      sink: hub.sink,
    });
  let reader = start();

  function filesChanged(change: Change) {
    if (change === 'cluster') {
      // Versions of one server say nothing to another: all is listed anew.
      reader.stop();
      reader = start();
    } else reader.kick();
    hub.sink.pointed({ server: credentials.server, currentContext: currentContextOf(reached) });
  }
  credentials.onChange(filesChanged);
  const follow = () => {
    credentials.follow();
    cancelFollow = clock.after(FOLLOW_MS, follow);
  };
  let cancelFollow = clock.after(FOLLOW_MS, follow);

  return {
    hub,
    objects: createLiveObjects(transport),
    close() {
      cancelFollow();
      reader.stop();
      credentials.close();
      hub.close();
    },
  };
}

/** The context kubectl uses by now; the one we read where it is not known. */
function currentContextOf({ context, currentContext }: ReachedCluster): string {
  try {
    return currentContext?.() || context;
  } catch {
    // Half written, or gone: nothing is offered.
    return context;
  }
}
