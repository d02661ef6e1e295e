import type { ApiClient } from '../api/client.ts';

/** A node selector no node satisfies: how daemon sets are switched off in practice. */
const NOWHERE = { 'sample.kubeplano.dev/switched-off': 'true' };

/** Stops and starts kube-proxy and CoreDNS through the API, as an administrator would: daemon sets by selector, deployments by size. */
export function addonSwitch(api: ApiClient): (addon: 'kube-proxy' | 'coredns', on: boolean) => void {
  let replicas = 2;
  return (addon, on) => {
    const ref = { name: addon, namespace: 'kube-system' };
    if (addon === 'coredns') {
      const size = api.get('deployments', addon, ref.namespace).spec.replicas ?? 0;
      if (!on && size > 0) replicas = size;
      api.patch('deployments', ref, 'merge', { spec: { replicas: on ? replicas : 0 } });
      return;
    }
    const key = Object.keys(NOWHERE)[0] ?? '';
    const nodeSelector = on ? { [key]: null } : NOWHERE;
    api.patch('daemonsets', ref, 'merge', { spec: { template: { spec: { nodeSelector } } } });
  };
}
