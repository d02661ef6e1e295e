import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeObject } from '../api/decode.ts';
import { ApiError } from '../api/errors.ts';
import { type Fields, fieldsOf } from '../api/json.ts';
import { apiVersionOf, RESOURCES } from '../api/resources.ts';
import { MANIFESTS } from '../api/testing/manifests.ts';
import { planted, poisonFor } from '../api/testing/poison.ts';
import { SampleCluster } from './cluster.ts';

const MINUTE = 60_000;
const kinds = RESOURCES.flatMap((info) => {
  const manifest = MANIFESTS[info.resource];
  if (!manifest) return [];
  // An owner that does not exist would have it collected before anyone has looked at it.
  const { ownerReferences: _owners, finalizers: _finalizers, ...metadata } = fieldsOf(manifest.metadata);
  return [{ info, manifest: { ...manifest, metadata } as Fields }];
});
const wrongOnes = fc.array(
  fc
    .constantFrom(...kinds)
    .chain(({ info, manifest }) =>
      poisonFor(manifest).map((plant) => ({ info, plant, body: planted(manifest, plant.path, plant.poison) })),
    ),
  { minLength: 60, maxLength: 60 },
);

describe('objects that nobody would write, but the API server takes', () => {
  it('stop no controller, no scheduler and no kubelet: another pod starts as ever', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(wrongOnes, (wrong) => {
        const cluster = new SampleCluster({
          now: Date.parse('2026-11-22T21:00:00Z'),
          ageMs: 2 * MINUTE,
          empty: true,
          profile: 'minikube',
        });
        const errors: string[] = [];
        const live = (ms: number) => {
          const until = cluster.clock.now() + ms;
          for (;;) {
            try {
              cluster.clock.advanceTo(until);
              return;
            } catch (error) {
              errors.push(
                error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 3).join(' ') : String(error),
              );
              if (errors.length > 20) return;
            }
          }
        };
        const { core } = cluster.server;
        for (const [index, { info, body }] of wrong.entries()) {
          const expected = { kind: info.kind, apiVersion: apiVersionOf(info), model: info.model };
          try {
            const { object } = decodeObject(planted(body, ['metadata', 'name'], `wrong-${index}`), expected, 'Ignore');
            core.create(info.resource, object, info.namespaced ? 'default' : undefined, { manager: 'kubectl' });
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
          }
        }
        live(3 * MINUTE);
        const api = cluster.server.as('kubectl');
        for (const { info } of kinds)
          for (const { metadata } of api.list(info.resource).items)
            if (metadata.name.startsWith('wrong-'))
              core.delete({ resource: info.resource, name: metadata.name, namespace: metadata.namespace });
        live(MINUTE);
        api.create('pods', {
          metadata: { name: 'good', namespace: 'default' },
          spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
        });
        live(MINUTE);
        expect(errors).toEqual([]);
        expect(api.get('pods', 'good', 'default').status.phase).toBe('Running');
      }),
      { numRuns: 3 },
    );
  });
});
