/** What can be done, on the sample cluster, to what is selected. Pure. */
import type { SampleAct, SampleSwitch } from '@kubeplano/sample-cluster/controls';
import { MOST_REPLICAS } from '@kubeplano/sample-cluster/controls';
import { type Component, keyOf, type PodView, type WorkloadView } from '@/lib/model/cluster';
import type { Target } from '@/lib/model/selection';

export interface OfferedAct {
  verb: 'stop' | 'start' | 'unplug' | 'plug' | 'cut' | 'join' | 'delete' | 'more' | 'fewer';
  act: SampleAct;
  /** The switch that is thrown. */
  thrown?: SampleSwitch;
  /** What the verb is said of, where it is not the switch's own name. */
  of?: string;
}

interface Known {
  switches: readonly SampleSwitch[];
  components: readonly Component[];
  /** The selected Deployment. */
  workload?: WorkloadView | undefined;
  /** The selected pod, while it is there. */
  pod?: Pick<PodView, 'name'> | undefined;
}

function throwing(one: SampleSwitch, from?: string): OfferedAct {
  const act: SampleAct = { do: 'switch', name: one.name, on: !one.on };
  const { node = '', peer = '' } = one;
  if (one.component === 'machine') return { verb: one.on ? 'unplug' : 'plug', act, thrown: one, of: node };
  if (one.component === 'network')
    return { verb: one.on ? 'cut' : 'join', act, thrown: one, of: node === from ? peer : node };
  return { verb: one.on ? 'stop' : 'start', act, thrown: one };
}

/** Each is asked for with its command before it is done. */
export function actsOn(target: Target, { switches, components, workload, pod }: Known): OfferedAct[] {
  switch (target.type) {
    case 'component':
      return switches
        .filter(({ component, node }) => component === target.id && (!target.node || !node || node === target.node))
        .map((one) => throwing(one));
    case 'node':
      return switches
        .filter(
          ({ component, node, peer }) =>
            (component === 'machine' && node === target.name) ||
            (component === 'network' && (node === target.name || peer === target.name)),
        )
        .map((one) => throwing(one, target.name));
    case 'pod': {
      const { namespace, name } = target;
      const key = keyOf.pods(target);
      // The pods of the control plane are copies of what a file says: deleting one is undone by its kubelet at once.
      const program = components.flatMap(({ id, instances }) =>
        instances
          .filter((instance) => instance.pod === key && instance.static)
          .flatMap((instance) => switches.filter((one) => one.component === id && one.node === instance.node)),
      );
      return [
        ...program.map((one) => throwing(one)),
        ...(pod
          ? [{ verb: 'delete' as const, act: { do: 'delete' as const, kind: 'pod' as const, namespace, name } }]
          : []),
      ];
    }
    case 'workload': {
      if (target.kind !== 'Deployment' || !workload) return [];
      const { namespace, name } = target;
      const scaled = (replicas: number): SampleAct => ({ do: 'scale', namespace, name, replicas });
      return [
        ...(workload.desired < MOST_REPLICAS ? [{ verb: 'more' as const, act: scaled(workload.desired + 1) }] : []),
        ...(workload.desired > 0 ? [{ verb: 'fewer' as const, act: scaled(workload.desired - 1) }] : []),
        { verb: 'delete', act: { do: 'delete', kind: 'deployment', namespace, name } },
      ];
    }
    default:
      return [];
  }
}
