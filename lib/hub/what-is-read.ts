import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import type { ChosenCluster } from '@/lib/kubernetes/choose-cluster';
import { classify } from '@/lib/kubernetes/classify';
import { publicAddress } from '@/lib/kubernetes/kubeconfig/addresses';
import type { Shadowed } from '@/lib/kubernetes/kubeconfig/merge';
import type { Hubs } from './hubs';

/** What the command line says at start of what is read: a message of its own (`target-…`), or a problem. */
export type WhatIsRead =
  | {
      kind: 'recording' | 'sample' | 'none' | 'cluster' | 'in-cluster';
      values: Record<string, string>;
      shadowed: readonly Shadowed[];
    }
  | { kind: 'problem'; problem: Problem };

function valuesOf(chosen: ChosenCluster): Record<string, string> {
  if (chosen.kind === 'recording') return { path: chosen.directory };
  const { server, cluster } = chosen.load();
  return { context: chosen.context, server: publicAddress(server), file: cluster.file };
}

/** What the server really reads, from the files as it merged them; never a credential. */
export function whatIsRead(hubs: Pick<Hubs, 'choices'>, sampleAsked: boolean): WhatIsRead {
  const found = hubs.choices();
  if ('problem' in found) return { kind: 'problem', problem: found.problem };
  try {
    const chosen = found.choices.choose();
    const kind = chosen.kind === 'sample' && !sampleAsked ? 'none' : chosen.kind;
    return { kind, values: valuesOf(chosen), shadowed: found.choices.shadowed };
  } catch (error) {
    return { kind: 'problem', problem: classify(error) };
  }
}
