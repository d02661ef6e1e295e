import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecording } from '@/lib/hub/open-recording';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import type { ClusterSnapshot } from '@/lib/model/cluster';
import { derive } from '@/lib/model/derive';
import { startupFigures } from '@/lib/model/path/startup';
import { anEvent, aPod, aStatus, at } from '@/lib/model/path/testing/story';
import { tracePod } from '@/lib/model/path/trace';
import { fixtureClusters } from '@/lib/model/testing/fixture-clusters';
import { describeShared } from '@/lib/testing/shared';
import { SCHEMAS, schemas } from '@/scripts/write-schemas.js';
import { shapeErrors } from './testing/shape-errors';

describe('the schemas of what we answer', () => {
  it('are those of the types: `npm run schemas` writes them anew', () => {
    expect(readFileSync(SCHEMAS, 'utf8')).toBe(schemas());
  });

  it('refuse another shape, and a field nobody has told of', () => {
    expect(shapeErrors('ClusterSnapshot', { revision: 'one' })).not.toEqual([]);
    expect(shapeErrors('ClusterDelta', { revision: 2, at: 'now', nodes: { set: [{}] } })).not.toEqual([]);
    expect(shapeErrors('Problem', { code: 'internal' })).toEqual([]);
    expect(shapeErrors('Problem', { code: 'internal', stack: '' })).not.toEqual([]);
    expect(shapeErrors('PathAnswer', { hops: 'none' })).not.toEqual([]);
  });

  const snapshotOf = (directory: string): ClusterSnapshot | undefined => {
    const chosen = { kind: 'recording' as const, context: directory, directory };
    const now = openRecording(chosen, createManualClock()).hub.current();
    return now && 'snapshot' in now ? now.snapshot : undefined;
  };
  it('take what the model says of our recording, and know every field of it', () => {
    const snapshot = snapshotOf(new URL('../../e2e/recordings/real-3-nodes', import.meta.url).pathname);
    expect(snapshot?.pods.length).toBeGreaterThan(10);
    expect(shapeErrors('ClusterSnapshot', snapshot)).toEqual([]);
  });

  it('take what the model says of each small cluster of ours', () => {
    for (const { name, facts } of fixtureClusters()) {
      const snapshot = { revision: 1, at: facts.now, ...derive(facts) };
      expect([name, shapeErrors('ClusterSnapshot', snapshot)]).toEqual([name, []]);
    }
  });

  describeShared('clusters', 'the schemas over recorded clusters', (clusters) => {
    const folders = readdirSync(clusters, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    it.each(folders.map(({ name }) => name))('take what the model says of %s, and know every field of it', (name) => {
      expect(shapeErrors('ClusterSnapshot', snapshotOf(path.join(clusters, name)))).toEqual([]);
    });
  });

  it('take a path with a restart and a failure, and the figures of start-ups', () => {
    const terminated = { exitCode: 137, reason: 'OOMKilled', signal: 9, startedAt: at(3), finishedAt: at(4) };
    const waiting = { reason: 'CrashLoopBackOff', message: 'back-off' };
    const containerStatuses = [aStatus({ restartCount: 1, lastState: { terminated }, state: { waiting } })];
    const events = [
      anEvent('Pulled', 2, 'Successfully pulled image "nginx" in 2.1s (5.6s including waiting). Image size: 6 bytes.', {
        container: 'web',
      }),
    ];
    const pod = aPod({ status: { startTime: at(1), containerStatuses } });
    const traced = tracePod({ pod, events });
    expect(shapeErrors('PathAnswer', { ...traced, admission: [] })).toEqual([]);
    expect(shapeErrors('StartupAnswer', { ...startupFigures([{ pod, path: traced }]), omitted: 0 })).toEqual([]);
  });
});
