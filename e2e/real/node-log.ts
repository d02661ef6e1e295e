/** What the programs of a node themselves wrote of each pod, to the microsecond: containerd's log and the kubelet's. */
import { existsSync, readFileSync } from 'node:fs';
import { nodeFile } from './kubectl';
import { type Moments, note } from './moments';

const linesOf = (node: string, log: string) => {
  const file = nodeFile(node, `var/log/${log}`);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
};

/** klog writes no year and the host's own time: `I1126 07:02:02.506523`. */
function klogTime(line: string): number | undefined {
  const parts = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3})/.exec(line)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [month = 1, day = 1, hour, minute, second, ms] = parts;
  return new Date(new Date().getFullYear(), month - 1, day, hour, minute, second, ms).getTime();
}

/** Each container's life by containerd: `made`, `started`, `finished`, and the pod's `sandbox`. By uid. */
function readContainerd(node: string, of: (uid: string) => Moments) {
  const uids = new Map<string, string>();
  const containers = new Map<string, { uid: string; key: string }>();
  for (const line of linesOf(node, 'containerd.log')) {
    const at = Date.parse(/^time="([^"]*)"/.exec(line)?.[1] ?? '');
    if (Number.isNaN(at)) continue;
    const sandbox = /RunPodSandbox for .*Uid:([^,]*),.* returns sandbox id \\"([0-9a-f]+)/.exec(line);
    if (sandbox?.[1] && sandbox[2]) {
      uids.set(sandbox[2], sandbox[1]);
      note(of(sandbox[1]), 'sandbox', at);
      continue;
    }
    const made =
      /within sandbox \\"([0-9a-f]+)\\" for &ContainerMetadata\{Name:([^,]*),Attempt:(\d+),\} returns container id \\"([0-9a-f]+)/.exec(
        line,
      );
    if (made) {
      const [, within = '', name, attempt, id = ''] = made;
      const uid = uids.get(within) ?? '';
      containers.set(id, { uid, key: `${name}/${attempt}` });
      note(of(uid), `made/${name}/${attempt}`, at);
      continue;
    }
    const started = /StartContainer for \\"([0-9a-f]+)\\" returns successfully/.exec(line)?.[1];
    const ended = /msg="shim disconnected" id=([0-9a-f]+)/.exec(line)?.[1];
    const container = containers.get(started ?? ended ?? '');
    if (container) note(of(container.uid), `${started ? 'started' : 'finished'}/${container.key}`, at);
  }
}

interface KubeletReader {
  of: (uid: string) => Moments;
  uidOf: (name: string) => string | undefined;
  /** Images that were found and for which container is not said: of the next one made. By uid. */
  found: Map<string, number[]>;
  /** How often a container was made, by uid and name. */
  tries: Map<string, number>;
  /** Each time the status of a pod was put together, by uid. */
  looked: Map<string, number[]>;
}

/** Steps of the kubelet's main loop and of its volume and status managers. */
function noteStep({ of, looked }: KubeletReader, line: string, at: number) {
  const once = (uid: string, name: string) => {
    if (uid && !of(uid).has(name)) note(of(uid), name, at);
  };
  const loop = /SyncLoop \((ADD, "api"|ADD, "file"|DELETE, "api"|REMOVE, "api")\): (.*)/.exec(line);
  if (loop) {
    const name = loop[1]?.startsWith('ADD') ? 'accepted' : loop[1]?.startsWith('DELETE') ? 'asked' : 'gone';
    for (const [, uid = ''] of (loop[2] ?? '').matchAll(/\(([0-9a-f-]{32,36})\)/g)) once(uid, name);
    return;
  }
  const uid = /(?:pod|for) "[^"]*\(([0-9a-f-]{32,36})\)"/.exec(line)?.[1] ?? '';
  if (line.includes('All volumes are attached and mounted')) once(uid, 'volumes');
  if (line.includes('Generating status for')) looked.set(uid, [...(looked.get(uid) ?? []), at]);
  // A probe's success is known at once, and written when the kubelet's limit of requests lets it.
  const probed = /Readiness probe for "[^(]*\(([0-9a-f-]{32,36})\):[^"]*" succeeded/.exec(line)?.[1];
  if (probed) once(probed, 'ready');
  const stamp = /updated successfully: .*\{Type:Ready Status:True .*?LastTransitionTime:(\S+) (\S+) ([+-]\d{4})/.exec(
    line,
  );
  if (!stamp || of(uid).has('ready')) return;
  // The status is stamped, to the second, when it is put together, and written when the limit of requests lets it.
  const second = Date.parse(`${stamp[1]}T${stamp[2]}${stamp[3]}`);
  const until = (looked.get(uid) ?? []).filter((one) => one < second + 1000);
  const within = until.filter((one) => one >= second);
  for (const one of within.length ? within : until.slice(-1)) note(of(uid), 'ready', one);
}

/** Events as the kubelet wrote them into its log. */
function noteSaid({ of, uidOf, found, tries }: KubeletReader, line: string, at: number) {
  const said = /"Event occurred" object="([^"]*)".* reason="([^"]*)" message="(.*)"$/.exec(line);
  const [, pod = '', reason, message = ''] = said ?? [];
  const uid = uidOf(pod);
  const container = / (\S+)$/.exec(message)?.[1];
  if (!uid) return;
  if (reason === 'Pulled') found.set(uid, [...(found.get(uid) ?? []), at]);
  if (reason === 'Killing') note(of(uid), `killing/${container}`, at);
  if (reason !== 'Created') return;
  const attempt = tries.get(`${uid} ${container}`) ?? 0;
  tries.set(`${uid} ${container}`, attempt + 1);
  // What fails after its image was found finds it again: the first time counts.
  note(of(uid), `pulled/${container}/${attempt}`, found.get(uid)?.[0]);
  found.delete(uid);
}

/** The moments of all pods by the logs of these nodes, by uid. `uidOf` knows a pod by namespace and name; see `kubeletVerbosity`. */
export function readLogs(nodes: readonly string[], uidOf: (name: string) => string | undefined): Map<string, Moments> {
  const all = new Map<string, Moments>();
  const of = (uid: string) => {
    const known = all.get(uid) ?? new Map();
    all.set(uid, known);
    return known;
  };
  for (const node of nodes) {
    readContainerd(node, of);
    const reader = { of, uidOf, found: new Map(), tries: new Map(), looked: new Map() };
    for (const line of linesOf(node, 'kubelet.log')) {
      const at = klogTime(line);
      if (at === undefined) continue;
      noteStep(reader, line, at);
      noteSaid(reader, line, at);
    }
  }
  return all;
}
