import type { LeaseObject } from '@/lib/model/objects';
import { lease } from '../protobuf/messages/events';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

const transformLease = (raw: LeaseObject): LeaseObject => ({
  kind: 'Lease',
  metadata: transformMetadata(raw.metadata),
  spec: pick(raw.spec ?? {}, [
    'holderIdentity',
    'leaseDurationSeconds',
    'acquireTime',
    'renewTime',
    'leaseTransitions',
  ]),
});

/** Heartbeats of kubelets and leaders of the control plane; operators' own leases (one write every 2 s each) are left alone. */
export const leases: KindDefinition<'leases'> = {
  kind: 'leases',
  kinds: ['Lease'],
  namespaced: true,
  onlyIn: ['kube-system', 'kube-node-lease'],
  // A leader is given up after 15 s without a renewal: by then it is known whether it is the lease or we that are silent.
  watchSeconds: 9,
  groupVersionResources: [
    { apiVersion: 'coordination.k8s.io/v1', resource: 'leases', message: lease, transform: transformLease },
    { apiVersion: 'coordination.k8s.io/v1beta1', resource: 'leases', message: lease, transform: transformLease },
  ],
};
