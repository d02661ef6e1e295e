import { describe, expect, it } from 'vitest';
import { countShown, facetsOf } from './facets';
import { NO_FILTERS } from './filters';
import { testPod } from './testing';

const { node: _none, ...waiting } = testPod({ name: 'espera', status: 'Pending', health: 'starting' });
const pods = new Map(
  [testPod(), testPod({ name: 'b', health: 'not-ready' }), waiting].map((pod) => [`${pod.namespace}/${pod.name}`, pod]),
);

describe('facetsOf', () => {
  const facets = facetsOf(pods, ['default', 'produccion'], ['trabajador-1', 'trabajador-2']);

  it('counts the pods of each namespace and node, and shows the empty ones', () => {
    expect(facets.namespaces).toEqual([
      { value: 'default', pods: 0 },
      { value: 'produccion', pods: 3 },
    ]);
    expect(facets.nodes).toEqual([
      { value: '-', pods: 1 },
      { value: 'trabajador-1', pods: 2 },
      { value: 'trabajador-2', pods: 0 },
    ]);
  });

  it('offers only the states that some pod is in', () => {
    expect(facets.healths.map(({ value }) => value)).toEqual(['ok', 'starting', 'not-ready']);
    expect(facets.statuses.map(({ value, pods: count }) => [value, count])).toEqual([
      ['Running', 2],
      ['Pending', 1],
    ]);
  });
});

describe('countShown', () => {
  it('says how many of how many', () => {
    expect(countShown(pods, { ...NO_FILTERS, states: ['Pending'] })).toEqual({ shown: 1, total: 3 });
  });
});
