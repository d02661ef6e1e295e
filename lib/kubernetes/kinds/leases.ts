import type { LeaseObject } from '@/lib/model/objects';
import type { KindDefinition } from './definition';
import { pick, pruneMeta } from './prune';

const pruneLease = (raw: LeaseObject): LeaseObject => ({
  kind: 'Lease',
  metadata: pruneMeta(raw.metadata),
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
  candidates: [
    { apiVersion: 'coordination.k8s.io/v1', resource: 'leases', prune: pruneLease },
    { apiVersion: 'coordination.k8s.io/v1beta1', resource: 'leases', prune: pruneLease },
  ],
};
