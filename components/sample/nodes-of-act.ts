/** Which diagram node an act is done to. Pure. */

import type { SampleAct, SampleSwitch } from '@kubeplano/sample-cluster/controls';
import { keyOf } from '@/lib/model/cluster';
import { idOf } from '@/lib/model/diagram-id';

function nodesOfSwitch({ component, node, peer }: SampleSwitch): string[] {
  // Of a cable, the end that its cut makes look dead; of a machine, the whole.
  const machines = [peer, node].flatMap((name) => (name === undefined ? [] : [idOf.node(name)]));
  if (component === 'network' || component === 'machine') return machines;
  return node === undefined
    ? [idOf.component(component)]
    : [idOf.component(component, node), idOf.component(component)];
}

/** Ids of diagram nodes, as in the view's selection: the first that is drawn is meant. Empty when none shows it yet. */
export function nodesOfAct(
  act: SampleAct,
  switches: readonly SampleSwitch[],
  pods: Iterable<string>,
): readonly string[] {
  switch (act.do) {
    case 'switch': {
      const thrown = switches.find((one) => one.name === act.name);
      return thrown ? nodesOfSwitch(thrown) : [];
    }
    case 'delete':
      if (act.kind === 'pod') return [idOf.pod(keyOf.pods(act))];
      return podsOf(act, pods);
    case 'scale':
      return podsOf(act, pods);
    default:
      return [];
  }
}

/** Pods named as those of a Deployment are: its name, its template's hash, five letters. */
function podsOf({ namespace, name }: { namespace: string; name: string }, pods: Iterable<string>): string[] {
  const start = `${namespace}/${name}-`;
  return Array.from(pods)
    .filter((key) => key.startsWith(start) && /^[a-z0-9]+-[a-z0-9]{5}$/.test(key.slice(start.length)))
    .map((key) => idOf.pod(key));
}
