/** A large cluster in the form of a recording: the real one of `e2e/recordings`, many times over. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiObject } from './replay.ts';

/** Each node runs one pod out of so many templates, so that images, owners and states vary as in a real cluster. */
const isWorkload = ({ metadata }: ApiObject) => metadata.namespace !== 'kube-system';

/** Writes the recording of a cluster of `nodes` nodes and `pods` pods into a temporary folder; gives the folder. */
export function generate(recording: string, nodes: number, pods: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplano-bench-'));
  for (const name of readdirSync(recording)) copyFileSync(join(recording, name), join(folder, name));
  const itemsOf = (kind: string): ApiObject[] =>
    JSON.parse(readFileSync(join(recording, `${kind}.json`), 'utf8')).items;
  const write = (kind: string, items: ApiObject[]) =>
    writeFileSync(join(folder, `${kind}.json`), JSON.stringify({ items }));

  const recordedNodes = itemsOf('nodes');
  const worker = recordedNodes.find(({ metadata }) => metadata.name === 'worker-1') ?? recordedNodes[0];
  const recordedPods = itemsOf('pods');
  const templates = recordedPods.filter(isWorkload);
  if (!worker || templates.length === 0) throw new Error(`nothing to multiply in ${recording}`);

  const more = Array.from({ length: nodes - recordedNodes.length }, (_, i) =>
    renamed(worker, `worker-${i + 3}`, `node-${i}`),
  );
  write('nodes', [...recordedNodes, ...more]);
  const names = more.map(({ metadata }) => metadata.name);
  const copies = Array.from({ length: pods - recordedPods.length }, (_, i) => {
    const copy = renamed(templates[i % templates.length] ?? worker, `copia-${i}`, `pod-${i}`);
    const spec = copy.spec as Record<string, unknown>;
    if (spec.nodeName) spec.nodeName = names[i % names.length];
    return copy;
  });
  write('pods', [...recordedPods, ...copies]);
  const leases = itemsOf('leases');
  const beat = leases.find(({ metadata }) => metadata.name === 'worker-1');
  if (beat) write('leases', [...leases, ...names.map((name, i) => renamed(beat, name, `lease-${i}`))]);
  return folder;
}

function renamed(object: ApiObject, name: string, uid: string): ApiObject {
  const copy = structuredClone(object);
  copy.metadata.name = name;
  copy.metadata.uid = uid;
  return copy;
}
