/** Which diagram node an act is done to. Pure. */
import type { SampleAct, SampleSwitch } from '@kubeplano/sample-cluster/controls';

function piecesOfSwitch({ component, node, peer }: SampleSwitch): string[] {
  // Of a cable, the end that its cut makes look dead; of a machine, the whole.
  if (component === 'network') return [`node:${peer}`, `node:${node}`];
  if (component === 'machine') return [`node:${node}`];
  return node === undefined ? [`component:${component}`] : [`component:${component}@${node}`, `component:${component}`];
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
      return thrown ? piecesOfSwitch(thrown) : [];
    }
    case 'delete':
      if (act.kind === 'pod') return [`pod:${act.namespace}/${act.name}`];
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
    .map((key) => `pod:${key}`);
}
