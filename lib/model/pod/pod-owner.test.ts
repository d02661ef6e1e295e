import { describe, expect, it } from 'vitest';
import type { OwnerReference, PodObject, WorkloadObject } from '../objects';
import { controllerOf, isOwnWorkload, workloadOf } from './pod-owner';

const owned = (owner: Partial<OwnerReference> & { kind: string }, labels: Record<string, string> = {}): PodObject => ({
  metadata: {
    name: 'web-1',
    namespace: 'ivan',
    labels,
    ownerReferences: [{ name: 'web', uid: 'u', controller: true, ...owner }],
  },
  spec: { containers: [] },
});
const job: WorkloadObject = { metadata: { name: 'web', namespace: 'ivan' } };
const objects = { replicasets: new Map(), jobs: new Map([['ivan/web', job]]) };

describe('the owner of a pod', () => {
  it('is a Job of batch, and not the Job of another group with its name', () => {
    expect(controllerOf(owned({ kind: 'Job', apiVersion: 'batch/v1' }), objects)).toBe(job);
    expect(controllerOf(owned({ kind: 'Job', apiVersion: 'batch.volcano.sh/v1alpha1' }), objects)).toBeUndefined();
    expect(controllerOf(owned({ kind: 'Job' }), objects)).toBe(job);
  });

  it('is named after a Deployment only where its ReplicaSet is one of Kubernetes', () => {
    const labels = { 'pod-template-hash': 'abc' };
    const owner = { kind: 'ReplicaSet', name: 'web-abc' };
    expect(workloadOf(owned({ ...owner, apiVersion: 'apps/v1' }, labels), undefined)?.kind).toBe('Deployment');
    expect(workloadOf(owned({ ...owner, apiVersion: 'argoproj.io/v1' }, labels), undefined)?.kind).toBe('ReplicaSet');
  });

  it('is no workload where a kubelet wrote it for its Node; a Node of another group is one', () => {
    expect(workloadOf(owned({ kind: 'Node', apiVersion: 'v1' }), undefined)).toBeUndefined();
    expect(workloadOf(owned({ kind: 'Node', apiVersion: 'longhorn.io/v1' }), undefined)?.kind).toBe('Node');
  });

  it('may be called anything', () => {
    expect(isOwnWorkload({ kind: 'constructor', apiVersion: 'apps/v1' })).toBe(false);
  });
});
