/** The chain of programs that starts this very pod: that of its node, with the handler its RuntimeClass asks for at the end. */
import type { ChainLink, ComponentId, Evidence } from '../cluster';
import { proof } from '../evidence';
import type { PodObject, RuntimeClassObject } from '../objects';
import { parseRuntime } from '../version';

const RUNTIMES: ReadonlyMap<string, readonly (readonly [ComponentId, string])[]> = new Map([
  [
    'docker',
    [
      ['dockerd', 'dockerd'],
      ['containerd', 'containerd'],
    ],
  ],
  ['cri-o', [['cri-o', 'CRI-O']]],
  ['containerd', [['containerd', 'containerd']]],
]);

/** The chain of a node as it was read; of one that was not, what the ids of the pod's containers tell: `docker://`, `cri-o://`. */
export function nodeChain(chain: readonly ChainLink[] | undefined, pod: PodObject): readonly ChainLink[] {
  if (chain?.length) return chain;
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  const value = [...containerStatuses, ...initContainerStatuses].find((one) => one.containerID)?.containerID;
  const daemons = RUNTIMES.get(parseRuntime(value)?.name ?? '');
  if (!value || !daemons) return [];
  const evidence = [proof('Pod', pod, 'status.containerStatuses[].containerID', value)];
  const [first] = daemons;
  return [...daemons, ['runc', 'runC'] as const].map(
    (link): ChainLink => ({
      id: link[0],
      name: link[1],
      evidenceLevel: link === first ? 'observed' : 'inferred',
      evidence,
    }),
  );
}

/**
 * The chain of the pod's node; a pod with `runtimeClassName` is started by that class' handler and not by the node's default.
 * Without the RuntimeClass itself the handler is not known: the class' name stands for it, inferred.
 * Source: https://kubernetes.io/docs/concepts/containers/runtime-class/
 */
export function podChain(chain: readonly ChainLink[], pod: PodObject, runtimeClass?: RuntimeClassObject): ChainLink[] {
  const name = pod.spec.runtimeClassName;
  const last = chain.at(-1);
  if (!name || !last || last.id === 'kubelet') return [...chain];
  const handler = runtimeClass?.metadata.name === name ? runtimeClass.handler : undefined;
  const evidence: Evidence[] = [
    {
      object: `Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`,
      field: 'spec.runtimeClassName',
      value: name,
    },
    ...(handler ? [{ object: `RuntimeClass ${name}`, field: 'handler', value: handler }] : []),
  ];
  const program = handler ?? name;
  return [
    ...chain.slice(0, -1),
    {
      ...last,
      name: program === 'runc' ? 'runC' : program,
      evidenceLevel: handler ? 'observed' : 'inferred',
      evidence,
    },
  ];
}

/** Name of the program that starts the process, as drawn: `runC`, `crun`, `kata`; `runC` where nothing is known of the node. */
export function starterName(chain: readonly ChainLink[]): string {
  const last = chain.at(-1);
  return last && last.id !== 'kubelet' ? last.name : 'runC';
}
