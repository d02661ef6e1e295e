/** What stands still of what would have to work for an act on the sample cluster to come to its end. Pure. */
import type { SampleAct, SampleSwitch, SwitchComponent } from '@kubeplano/sample-cluster/controls';

/** Programs through which an order becomes pods. */
const CHAIN = ['kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler'] as const;
/** Run as static pods: it is a kubelet that starts and stops them. */
const STATIC: ReadonlySet<SwitchComponent> = new Set(CHAIN);

/** A program, on one machine where it matters on which. */
export interface Absent {
  component: SwitchComponent;
  node?: string;
}

const works = ({ phase }: SampleSwitch): boolean => phase === 'Running' || phase === 'Starting';

/** What will not do its part. `podNode`: where the pod that is deleted runs. */
export function absentFor(act: SampleAct, switches: readonly SampleSwitch[], podNode?: string): Absent[] {
  return partsOf(act, switches, podNode).filter(({ component, node }) => {
    const such = switches.filter((one) => one.component === component && (node === undefined || one.node === node));
    return such.length > 0 && !such.some(works);
  });
}

function partsOf(act: SampleAct, switches: readonly SampleSwitch[], podNode?: string): Absent[] {
  const chain = CHAIN.map((component) => ({ component }));
  switch (act.do) {
    case 'delete':
      return act.kind === 'pod' && podNode ? [...chain, { component: 'kubelet', node: podNode }] : chain;
    case 'create':
    case 'scale':
      return chain;
    case 'switch': {
      const thrown = switches.find((one) => one.name === act.name);
      return thrown ? partsOfSwitch(thrown, act.on) : [];
    }
    default:
      return [];
  }
}

function partsOfSwitch({ component, node }: SampleSwitch, on: boolean): Absent[] {
  if (STATIC.has(component) && node !== undefined) return [{ component: 'kubelet', node }];
  // Who finds a node dead, and who makes and removes the pods of an add-on.
  if (
    component === 'coredns' ||
    component === 'kube-proxy' ||
    (!on && (component === 'kubelet' || component === 'network'))
  )
    return [{ component: 'kube-controller-manager' }];
  return [];
}

/** Whether another of its kind goes on when it is switched off, as with several control planes. */
export const isReplaced = (thrown: SampleSwitch, switches: readonly SampleSwitch[]): boolean =>
  switches.some((one) => one.component === thrown.component && one.name !== thrown.name && works(one));
