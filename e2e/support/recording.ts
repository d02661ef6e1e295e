import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The recording of a real cluster: Kubernetes 1.20.2, one control plane and two workers, with its sample workloads. */
export const RECORDING = fileURLToPath(new URL('../recordings/real-3-nodes/', import.meta.url));

interface Recorded {
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** Objects of a kind in a recording, as `kubectl` wrote them. */
export function recordedObjects(kind: string, folder = RECORDING): Recorded[] {
  const lists = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const objects = lists.flatMap((name): Recorded[] => {
    const list: { items?: Recorded[] } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
    return list.items ?? [];
  });
  return objects.filter((object) => object.kind === kind);
}
