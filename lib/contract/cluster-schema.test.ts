import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { openRecording } from '@/lib/hub/open-recording';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import type { ClusterDelta, ClusterSnapshot } from '@/lib/model/cluster';
import { derive } from '@/lib/model/derive';
import { fixtureClusters } from '@/lib/model/testing/fixture-clusters';
import { describeShared } from '@/lib/testing/shared';
import { clusterDelta, clusterSnapshot } from './cluster-schema';
import type { Problem } from './problem';
import type { problemSchema } from './problem-schema';

describe('the schemas of the contract', () => {
  it('are the types of the model, field by field', () => {
    expectTypeOf<z.infer<typeof clusterSnapshot>>().branded.toEqualTypeOf<ClusterSnapshot>();
    expectTypeOf<z.infer<typeof clusterDelta>>().branded.toEqualTypeOf<ClusterDelta>();
    expectTypeOf<z.infer<typeof problemSchema>>().branded.toEqualTypeOf<Problem>();
  });

  it('refuse a snapshot of another shape', () => {
    expect(clusterSnapshot.safeParse({ revision: 'one' }).success).toBe(false);
    expect(clusterDelta.safeParse({ revision: 2, at: 'now', nodes: { set: [{}] } }).success).toBe(false);
  });

  it('take what the model says of each cluster of ours, and know every field of it', () => {
    for (const { name, facts } of fixtureClusters()) {
      const snapshot = { revision: 1, at: facts.now, ...derive(facts) };
      const parsed = clusterSnapshot.parse(snapshot);
      expect(JSON.parse(JSON.stringify(parsed)), name).toEqual(JSON.parse(JSON.stringify(snapshot)));
    }
  });

  describeShared('clusters', 'the schemas over recorded clusters', (clusters) => {
    it('take what the model says of each recorded cluster, and know every field of it', () => {
      const folders = readdirSync(clusters, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      expect(folders.length).toBeGreaterThan(0);
      for (const { name } of folders) {
        const chosen = { kind: 'recording' as const, context: name, directory: path.join(clusters, name) };
        const now = openRecording(chosen, createManualClock()).hub.current();
        const snapshot = now && 'snapshot' in now ? now.snapshot : undefined;
        const parsed = clusterSnapshot.parse(snapshot);
        expect(JSON.parse(JSON.stringify(parsed)), name).toEqual(JSON.parse(JSON.stringify(snapshot)));
      }
    });
  });
});
