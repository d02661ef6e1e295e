/** What the sample cluster and its panel both speak of; apart from the schemas, which no browser needs. */
/** What a switch stops and starts; also the order in which they are listed. */
export const SWITCH_COMPONENTS = [
  'kube-scheduler',
  'kube-controller-manager',
  'etcd',
  'kube-apiserver',
  'kubelet',
  'containerd',
  'kube-proxy',
  'coredns',
  'machine',
  'network',
] as const;
export type SwitchComponent = (typeof SWITCH_COMPONENTS)[number];

/**
 * What became of it. A switch acts through others (a kubelet has to notice that a manifest is gone, and ends the
 * container with its grace), so for some seconds what was switched off still runs.
 */
export const SWITCH_PHASES = ['Running', 'Stopping', 'Stopped', 'Starting'] as const;
export type SwitchPhase = (typeof SWITCH_PHASES)[number];

/** Replicas the page may ask for. */
export const MOST_REPLICAS = 50;
