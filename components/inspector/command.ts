/** The commands for a terminal: those of the model for diagram node, and those for what only the inspector shows. Pure. */

import type { PodView } from '@/lib/model/cluster';
import { kubectl, kubectlCommand, named } from '@/lib/model/kubectl-command';
import type { Target } from '@/lib/model/selection';
import type { TermId } from '@/lib/model/terms';

/** Where a term is met in a terminal. */
const COMMAND_OF_TERM: Record<TermId, string> = {
  kubernetes: 'kubectl version',
  cluster: 'kubectl cluster-info',
  'control-plane': 'kubectl -n kube-system get pods -l tier=control-plane',
  node: 'kubectl explain node',
  namespace: 'kubectl explain namespace',
  'kube-system': 'kubectl -n kube-system get pods',
  pod: 'kubectl explain pod',
  container: 'kubectl explain pod.spec.containers',
  image: 'kubectl explain pod.spec.containers.image',
  registry: 'kubectl explain pod.spec.imagePullSecrets',
  'container-runtime': 'kubectl get nodes -o wide',
  'docker-engine': 'docker version',
  'static-pod': 'kubectl -n kube-system get pods -l tier=control-plane',
  host: 'systemctl status kubelet',
};

/** The command that shows the same as the inspector. */
export function commandFor(target: Target): string {
  switch (target.type) {
    case 'unscheduled':
      return kubectl('get', 'pods', '-A', '--field-selector=spec.nodeName=');
    case 'term':
      return COMMAND_OF_TERM[target.id];
    case 'kind':
      return kubectl('auth', 'can-i', 'list', target.kind, '-A');
    case 'object':
      return kubectl(
        ...(target.namespace ? ['-n', target.namespace] : []),
        'get',
        target.kind,
        named(target.name),
        '-o',
        'yaml',
      );
    case 'pod':
      return target.container
        ? kubectlCommand({ type: 'container', namespace: target.namespace, pod: target.name, name: target.container })
        : kubectlCommand(target);
    default:
      return kubectlCommand(target);
  }
}

/** What one would type next for a pod that is not well: its story, and what it said before it fell. */
export function nextCommands(pod: PodView): string[] {
  if (pod.health === 'ok' || pod.health === 'done') return [];
  const describe = kubectl('-n', pod.namespace, 'describe', 'pod', named(pod.name));
  const fallen = pod.restarts > 0 ? pod.containers.find(({ restarts }) => restarts > 0) : undefined;
  if (!fallen) return [describe];
  const many = pod.containers.length > 1 ? ['-c', fallen.name] : [];
  return [describe, kubectl('-n', pod.namespace, 'logs', named(pod.name), ...many, '--previous')];
}
