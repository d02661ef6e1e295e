/** Every version of the pods of a namespace, as a watch tells of them: what the API itself said, also of what is gone. */
import { spawn } from 'node:child_process';
import type { PodObject } from '../../lib/model/objects';
import { ADMIN } from './kubectl';

export interface WatchedPods {
  /** Versions of each pod, oldest first, by uid. */
  versions(): ReadonlyMap<string, PodObject[]>;
  stop(): void;
}

/** Starts `kubectl get pods --watch -o json`: one indented document after the other. */
export function watchVersions(namespace: string): WatchedPods {
  const child = spawn('kubectl', ['get', 'pods', '-n', namespace, '--watch', '-o', 'json'], {
    env: { ...process.env, KUBECONFIG: ADMIN },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const versions = new Map<string, PodObject[]>();
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    text += chunk;
    const documents = text.split(/^\}\n/m);
    text = documents.pop() ?? '';
    for (const document of documents) {
      const pod: PodObject = JSON.parse(`${document}}`);
      const uid = pod.metadata.uid ?? '';
      versions.set(uid, [...(versions.get(uid) ?? []), pod]);
    }
  });
  return { versions: () => versions, stop: () => child.kill() };
}
