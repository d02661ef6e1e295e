import type { SampleSwitch } from '@kubeplano/sample-cluster/controls';

const MANIFESTS = '/etc/kubernetes/manifests';
/** Of a static pod the kubelet of its machine reads the file: away from there, it stops it. */
const moved = (program: string, on: boolean) => {
  const [here, aside] = [`${MANIFESTS}/${program}.yaml`, `/root/${program}.yaml`];
  return on ? `sudo mv ${aside} ${here}` : `sudo mv ${here} ${aside}`;
};
const unit = (name: string, on: boolean) => `sudo systemctl ${on ? 'start' : 'stop'} ${name}`;
/** On no node there is this label. */
const NOWHERE = '{"spec":{"template":{"spec":{"nodeSelector":{"nowhere":"true"}}}}}';

/** What does to a real machine what a switch does to the sample; undefined where nothing one types does. */
export function realCommand(
  { component, peer }: Pick<SampleSwitch, 'component' | 'peer'>,
  on: boolean,
): string | undefined {
  switch (component) {
    case 'kube-apiserver':
    case 'etcd':
    case 'kube-scheduler':
    case 'kube-controller-manager':
      return moved(component, on);
    case 'kubelet':
    case 'containerd':
      return unit(component, on);
    case 'machine':
      return on ? undefined : 'sudo systemctl poweroff';
    case 'coredns':
      return `kubectl -n kube-system scale deployment coredns --replicas=${on ? 2 : 0}`;
    case 'kube-proxy':
      return on
        ? `kubectl -n kube-system patch daemonset kube-proxy --type=json -p '[{"op":"remove","path":"/spec/template/spec/nodeSelector/nowhere"}]'`
        : `kubectl -n kube-system patch daemonset kube-proxy -p '${NOWHERE}'`;
    case 'network':
      return peer === undefined ? undefined : `sudo iptables -${on ? 'D' : 'I'} INPUT -s ${peer} -j DROP`;
    default:
      return undefined;
  }
}
