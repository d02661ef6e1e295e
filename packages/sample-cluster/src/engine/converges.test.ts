import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError, ServerGone } from '../api/errors.ts';
import { SampleCluster } from './cluster.ts';
import { controllerOf } from './owners.ts';
import { isActive, isReady } from './pods.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NAMES = ['a', 'b', 'c'] as const;
const MACHINES = ['maestro', 'nodo1', 'nodo2'];
const SWITCHES = [
  ...['scheduler', 'controller-manager', 'etcd', 'apiserver', 'kube-proxy', 'coredns'],
  ...MACHINES.flatMap((machine) => [`kubelet-${machine}`, `containerd-${machine}`, `machine-${machine}`]),
  ...['network-maestro-nodo1', 'network-maestro-nodo2', 'network-nodo1-nodo2'],
];

type Act =
  | { do: 'create'; name: (typeof NAMES)[number]; replicas: number }
  | { do: 'scale'; name: (typeof NAMES)[number]; replicas: number }
  | { do: 'delete'; name: (typeof NAMES)[number] }
  | { do: 'kill'; index: number }
  | { do: 'switch'; name: string; on: boolean };

const name = fc.constantFrom(...NAMES);
const replicas = fc.integer({ min: 0, max: 5 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('create' as const), name, replicas }),
  fc.record({ do: fc.constant('scale' as const), name, replicas }),
  fc.record({ do: fc.constant('delete' as const), name }),
  fc.record({ do: fc.constant('kill' as const), index: fc.nat(20) }),
  fc.record({ do: fc.constant('switch' as const), name: fc.constantFrom(...SWITCHES), on: fc.boolean() }),
);
const steps = fc.array(fc.tuple(act, fc.integer({ min: 0, max: 400 })), { minLength: 1, maxLength: 12 });

function perform(cluster: SampleCluster, step: Act): void {
  const api = cluster.server.as('kubectl');
  const ref = { name: 'name' in step ? step.name : '', namespace: 'default' };
  try {
    if (step.do === 'switch') cluster.switches.set(step.name, step.on);
    else if (step.do === 'scale') api.patch('deployments', ref, 'merge', { spec: { replicas: step.replicas } });
    else if (step.do === 'delete') api.delete('deployments', ref, { propagationPolicy: 'Background' });
    else if (step.do === 'kill') {
      const pods = api.list('pods').items;
      const pod = pods[step.index % Math.max(1, pods.length)];
      if (pod !== undefined)
        api.delete('pods', { name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' });
    } else {
      const labels = { app: step.name };
      api.create('deployments', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: step.name, namespace: 'default' },
        spec: {
          replicas: step.replicas,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
        },
      });
    }
  } catch (error) {
    // Refused or unreachable: as it may be for whoever types.
    if (!(error instanceof ApiError || error instanceof ServerGone)) throw error;
  }
}

/** All on again. What needs the API server (the add-ons) is asked for once more when it answers. */
function mend(cluster: SampleCluster): void {
  for (const _turn of [1, 2]) {
    for (const { name: every } of cluster.switches.list()) perform(cluster, { do: 'switch', name: every, on: true });
    cluster.clock.advance(20 * MINUTE);
  }
}

describe('whatever was done to a cluster', () => {
  it('comes to what is wanted, and leaves nothing behind, once everything works again', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 2 * MINUTE, empty: true });
        for (const [step, seconds] of script) {
          perform(cluster, step);
          cluster.clock.advance(seconds * SECOND);
        }
        mend(cluster);

        const api = cluster.server.as('kubectl');
        const pods = api.list('pods').items;
        for (const node of api.list('nodes').items) {
          expect(node.status.conditions?.find((one) => one.type === 'Ready')?.status).toBe('True');
        }
        for (const { metadata, spec, status } of api.list('deployments').items) {
          expect([metadata.name, status.readyReplicas ?? 0]).toEqual([metadata.name, spec.replicas]);
        }
        for (const { metadata, status } of api.list('daemonsets').items) {
          expect([metadata.name, status.numberReady]).toEqual([metadata.name, 3]);
        }
        const sets = new Set(api.list('replicasets').items.map((one) => one.metadata.uid));
        for (const pod of pods) {
          expect([pod.metadata.name, isActive(pod), isReady(pod)]).toEqual([pod.metadata.name, true, true]);
          const owner = controllerOf(pod);
          if (owner?.kind === 'ReplicaSet') expect(sets.has(owner.uid)).toBe(true);
        }
        // What runs on the machines is what the API says, and nothing more.
        const known = new Set(
          pods.map((pod) => pod.metadata.annotations?.['kubernetes.io/config.mirror'] ?? pod.metadata.uid),
        );
        for (const machine of cluster.machines.values()) {
          for (const one of machine.containerd.containers())
            expect([one.name, known.has(one.podUid)]).toEqual([one.name, true]);
        }
      }),
      {
        numRuns: Number(process.env.SAMPLE_RUNS ?? 6),
        seed: Number(process.env.FC_SEED ?? 11),
      },
    );
  }, 600_000);
});
