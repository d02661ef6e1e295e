import { describe, expect, it } from 'vitest';
import { differences, mainDifferences } from './compare';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';

/** A pod that waited for its image until `pulled` and was started then. */
function born(name: string, pulled: number) {
  const pod = aPod({
    metadata: { ...aPod().metadata, name },
    status: { startTime: at(1), containerStatuses: [aStatus({ state: { running: { startedAt: at(pulled) } } })] },
  });
  const involvedObject = { ...anEvent('x', 0).involvedObject, name, fieldPath: 'spec.containers{web}' };
  return tracePod({
    pod,
    events: [
      anEvent('Scheduled', 1, '', { involvedObject: { ...involvedObject, fieldPath: '' } }),
      anEvent('Pulling', 2, 'Pulling image "nginx"', { involvedObject }),
      anEvent('Pulled', pulled, 'Successfully pulled image "nginx" in 1s (1s including waiting)', { involvedObject }),
      anEvent('Created', pulled, '', { involvedObject }),
    ],
  });
}

describe('two paths beside each other', () => {
  it('differ where one took longer, and how much', () => {
    const all = differences(born('slow', 20), born('fast', 5));
    expect(all.find(({ hop }) => hop.id === 'image')).toMatchObject({ ms: 15_000, precisionMs: 1000 });
    expect(all.find(({ hop }) => hop.id === 'scheduler')?.ms).toBe(0);
    expect(mainDifferences(born('fast', 5), born('slow', 20)).map(({ hop, ms }) => [hop.id, ms])).toEqual([
      ['image', -15_000],
    ]);
  });

  it('differ nowhere within what is known of their times', () => {
    expect(mainDifferences(born('a', 5), born('b', 6))).toEqual([]);
  });

  it('are not compared where one of them does not tell', () => {
    const pending = tracePod({ pod: aPod({ status: { phase: 'Pending' } }) });
    expect(differences(born('slow', 20), pending).some(({ hop }) => hop.id === 'image')).toBe(false);
  });
});
