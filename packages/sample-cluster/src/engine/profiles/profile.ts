import type { ProfileName } from '../../options.js';
import type { MachineFacts } from '../machine/machine.ts';
import { fnv32a } from '../random.ts';

/** Version of everything Kubernetes in the sample cluster. */
export const KUBERNETES_VERSION = 'v1.36.2';

/** One machine of a profile. */
export interface MachinePlan {
  facts: MachineFacts;
  controlPlane: boolean;
}

/** What a sample cluster is made of. */
export interface Profile {
  name: ProfileName;
  clusterName: string;
  machines: MachinePlan[];
  cni: 'kindnet' | 'flannel';
  /** Add-ons only minikube brings. */
  storageProvisioner: boolean;
  corednsReplicas: number;
}

const CONTROL_PLANE_TAINT = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const CONTROL_PLANE_LABELS = {
  'node-role.kubernetes.io/control-plane': '',
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
};

function machine(
  name: string,
  ip: string,
  size: { cpu: number; memoryGi: number },
  more: Partial<MachineFacts> = {},
): MachineFacts {
  const id = (salt: string, length: number) =>
    Array.from({ length: Math.ceil(length / 8) }, (_one, index) =>
      fnv32a(`${name}${salt}${index}`).toString(16).padStart(8, '0'),
    )
      .join('')
      .slice(0, length);
  const uuid = (salt: string) => id(salt, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return {
    name,
    ip,
    cpu: size.cpu,
    memoryKi: size.memoryGi * 1024 * 1024 - 86_380,
    diskKi: 40_470_732,
    machineID: id('machine', 32),
    systemUUID: uuid('system'),
    bootID: uuid('boot'),
    osImage: 'Debian GNU/Linux 13 (trixie)',
    kernelVersion: '6.12.57+deb13-amd64',
    containerdVersion: '2.2.0',
    labels: {},
    annotations: {},
    taints: [],
    ...more,
  };
}

const SOCKET = { 'kubeadm.alpha.kubernetes.io/cri-socket': 'unix:///var/run/containerd/containerd.sock' };
const MASTER = { cpu: 2, memoryGi: 2 };
const WORKER = { cpu: 2, memoryGi: 4 };

function kubeadmMachines(masters: number): MachinePlan[] {
  const names = masters === 1 ? ['maestro'] : Array.from({ length: masters }, (_one, index) => `maestro${index + 1}`);
  return [
    ...names.map((name, index) => ({
      controlPlane: true,
      facts: machine(name, `192.168.56.${10 + index}`, MASTER, {
        labels: CONTROL_PLANE_LABELS,
        annotations: SOCKET,
        taints: [CONTROL_PLANE_TAINT],
      }),
    })),
    ...['nodo1', 'nodo2'].map((name, index) => ({
      controlPlane: false,
      facts: machine(name, `192.168.56.${21 + index}`, WORKER, { annotations: SOCKET }),
    })),
  ];
}

/** The profile of a name. */
export function profileOf(name: ProfileName): Profile {
  if (name === 'minikube') {
    const facts = machine(
      'minikube',
      '192.168.49.2',
      { cpu: 4, memoryGi: 6 },
      {
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        annotations: SOCKET,
        labels: {
          ...CONTROL_PLANE_LABELS,
          'minikube.k8s.io/commit': 'c93a4cb9311efc66b90d33ea03f75f2c4120e9b0',
          'minikube.k8s.io/name': 'minikube',
          'minikube.k8s.io/primary': 'true',
          'minikube.k8s.io/version': 'v1.38.1',
        },
      },
    );
    return {
      name,
      clusterName: 'minikube',
      machines: [{ controlPlane: true, facts }],
      cni: 'kindnet',
      storageProvisioner: true,
      corednsReplicas: 1,
    };
  }
  const machines = kubeadmMachines(name === 'ha' ? 3 : 1);
  return { name, clusterName: 'kubernetes', machines, cni: 'flannel', storageProvisioner: false, corednsReplicas: 2 };
}
