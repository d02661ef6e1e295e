import { describe, expect, it } from 'vitest';
import { startupFigures } from './startup';
import { REAL_CLUSTER, recordedInput } from './testing/recorded';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';

/** A pod that pulled for two seconds and was ready `seconds` after it was ordered. */
function born(name: string, node: string, image: string, seconds: number) {
  const pod = aPod({
    metadata: { ...aPod().metadata, name },
    spec: { nodeName: node, containers: [{ name: 'web', image }] },
    status: {
      startTime: at(1),
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: at(1) },
        { type: 'Ready', status: 'True', lastTransitionTime: at(seconds) },
      ],
      containerStatuses: [aStatus({ state: { running: { startedAt: at(seconds) } } })],
    },
  });
  const about = { involvedObject: { ...anEvent('x', 0).involvedObject, name } };
  const fieldPath = 'spec.containers{web}';
  const events = [
    anEvent('Pulling', 1, `Pulling image "${image}"`, { involvedObject: { ...about.involvedObject, fieldPath } }),
    anEvent('Pulled', 3, `Successfully pulled image "${image}" in 2s (2s including waiting)`, {
      involvedObject: { ...about.involvedObject, fieldPath },
    }),
  ];
  return { pod, path: tracePod({ pod, events }) };
}

describe('where start-up time goes', () => {
  const traced = [
    born('a', 'm1', 'nginx', 4),
    born('b', 'm1', 'nginx', 6),
    born('c', 'm2', 'redis', 9),
    born('d', 'm2', 'redis', 30),
  ];
  const figures = startupFigures(traced);

  it('is told against the objective, image pulls left out', () => {
    expect(figures.pods).toBe(4);
    // Order to ready: 4, 6, 9 and 30 s, started when ready; less 2 s of pulling each.
    expect(figures.slowest.map((one) => [one.pod, one.totalMs, one.objectiveMs])).toEqual([
      ['aula/d', 30_000, 28_000],
      ['aula/c', 9000, 7000],
      ['aula/b', 6000, 4000],
      ['aula/a', 4000, 2000],
    ]);
    expect(figures.objective).toEqual({ ms: 5000, measured: 4, within: 2 });
  });

  it('is told hop by hop, in the order of the path, with how exact it is', () => {
    const image = figures.all.find((one) => one.hop === 'image');
    expect(image).toMatchObject({ count: 4, medianMs: 2000, p95Ms: 2000, precisionMs: 1 });
    const ids = figures.all.map((one) => one.hop);
    expect(ids.indexOf('kubelet')).toBeLessThan(ids.indexOf('image'));
    expect(figures.all.find((one) => one.hop === 'kubelet')?.precisionMs).toBe(1000);
  });

  it('is told per node without what happens before there is one, and per image with its own hops only', () => {
    expect(new Set(figures.byNode.map((one) => one.group))).toEqual(new Set(['m1', 'm2']));
    expect(figures.byNode.some((one) => one.hop === 'scheduler' || one.hop === 'client')).toBe(false);
    expect(figures.byImage.filter((one) => one.hop === 'image').map((one) => [one.group, one.count])).toEqual([
      ['nginx', 2],
      ['redis', 2],
    ]);
  });

  it('leaves out how long a job worked', () => {
    const terminated = { exitCode: 0, reason: 'Completed', startedAt: at(2), finishedAt: at(50) };
    const pod = aPod({
      status: { phase: 'Succeeded', startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] },
    });
    const job = { pod, path: tracePod({ pod }) };
    expect(job.path).toMatchObject({ totalMs: 50_000, totalTo: 'finished' });
    expect(startupFigures([job, ...traced]).slowest.map((one) => one.pod)).not.toContain('aula/web');
  });

  it('says nothing when there is nothing to say', () => {
    expect(startupFigures([])).toEqual({
      pods: 0,
      objective: { ms: 5000, measured: 0, within: 0 },
      all: [],
      byNode: [],
      byImage: [],
      slowest: [],
    });
  });

  it('on a recorded cluster is what its events say of the images', () => {
    const input = recordedInput(REAL_CLUSTER, 'web-785f95754b-99kbt');
    const { byImage } = startupFigures([{ pod: input.pod, path: tracePod(input) }]);
    expect(byImage.every((one) => one.group?.includes('nginx'))).toBe(true);
    expect(byImage.map((one) => one.hop)).toContain('image');
  });
});
