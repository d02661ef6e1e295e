import { describe, expect, it } from 'vitest';
import { detectDistribution } from './distribution';
import type { NodeObject } from './objects';
import { storeOf } from './testing/empty-facts';
import { aNode } from './testing/pods';

const detect = (node: NodeObject, gitVersion?: string) =>
  detectDistribution({ objects: storeOf({ nodes: [node] }), ...(gitVersion ? { version: { gitVersion } } : {}) });
const labelled = (label: string) => aNode('m', {}, { labels: { [label]: 'x' } });
const kubeadm = { 'kubeadm.alpha.kubernetes.io/cri-socket': 'unix:///run/containerd/containerd.sock' };

describe('a distribution is known', () => {
  it.each([
    ['minikube', labelled('minikube.k8s.io/version')],
    ['kind', aNode('m', {}, {}, { providerID: 'kind://docker/kind/m' })],
    ['k3s', aNode('m', { kubeletVersion: 'v1.30.1+k3s1' })],
    ['rke2', aNode('m', { kubeletVersion: 'v1.30.1+rke2r1' })],
    ['microk8s', labelled('microk8s.io/cluster')],
    ['k0s', aNode('m', { kubeletVersion: 'v1.30.1+k0s' })],
    ['eks', labelled('eks.amazonaws.com/nodegroup')],
    ['eks', aNode('m', { kubeletVersion: 'v1.31.13-eks-ecaa3a6' })],
    ['gke', labelled('cloud.google.com/gke-nodepool')],
    ['gke', aNode('m', { kubeletVersion: 'v1.30.1-gke.100' })],
    ['aks', labelled('kubernetes.azure.com/cluster')],
    ['openshift', labelled('node.openshift.io/os_id')],
    ['docker-desktop', aNode('docker-desktop', { osImage: 'Docker Desktop' })],
    ['talos', aNode('m', { osImage: 'Talos (v1.8.0)' })],
    ['kubeadm', aNode('m', {}, { annotations: kubeadm })],
    ['kubernetes', aNode('m', { kubeletVersion: 'v1.30.1' })],
  ])('as %s', (id, node) => {
    const found = detect(node);
    expect(found.id).toBe(id);
    expect(found.evidence.length > 0).toBe(id !== 'kubernetes');
  });

  it('from the answer of the server alone', () => {
    const found = detectDistribution({ objects: storeOf({}), version: { gitVersion: 'v1.31.13-eks-ecaa3a6' } });
    expect(found).toMatchObject({ id: 'eks', evidence: [{ object: 'GET /version', field: 'gitVersion' }] });
  });

  it('by its more particular name: k3d is k3s', () => {
    expect(detect(aNode('k3d-uno-server-0', { kubeletVersion: 'v1.30.1+k3s1' }))).toMatchObject({
      id: 'k3s',
      name: 'k3d (k3s)',
    });
  });

  it('and the signs that lost are kept', () => {
    const node = aNode('minikube', {}, { labels: { 'minikube.k8s.io/name': 'minikube' }, annotations: kubeadm });
    expect(detect(node)).toMatchObject({ id: 'minikube', others: [{ id: 'kubeadm' }] });
  });

  it('not as GKE because it runs on Google’s machines', () => {
    expect(
      detect(aNode('m', {}, { labels: { 'node.openshift.io/os_id': 'rhcos' } }, { providerID: 'gce://p/z/m' })).others,
    ).toBeUndefined();
  });
});
