import { describe, expect, it } from 'vitest';
import type { PodView } from '@/lib/model/cluster';
import { isFiltered, NO_FILTERS, podFilter, WITHOUT_NODE } from './filters';

const pod = (over: Partial<PodView> = {}): PodView => ({
  namespace: 'produccion',
  name: 'web-7d4-x2k',
  status: 'Running',
  health: 'ok',
  ready: '1/1',
  restarts: 0,
  node: 'm2',
  static: false,
  containers: [{ name: 'web', kind: 'app', image: 'nginx:1.27', health: 'ok', ready: true, restarts: 0 }],
  ...over,
});
const passes = (filters: Partial<typeof NO_FILTERS>, one = pod()) => podFilter({ ...NO_FILTERS, ...filters })(one);

describe('podFilter', () => {
  it('lets everything through when nothing is asked', () => {
    expect(passes({})).toBe(true);
    expect(isFiltered({ ...NO_FILTERS, text: '  ' })).toBe(false);
  });

  it('asks for all the filters at once, and any value of each', () => {
    expect(passes({ namespaces: ['default', 'produccion'], nodes: ['m2'] })).toBe(true);
    expect(passes({ namespaces: ['produccion'], nodes: ['m3'] })).toBe(false);
  });

  it('knows a state by the word of kubectl or by its health', () => {
    const failing = pod({ status: 'CrashLoopBackOff', health: 'failing' });
    expect(passes({ states: ['CrashLoopBackOff'] }, failing)).toBe(true);
    expect(passes({ states: ['failing'] }, failing)).toBe(true);
    expect(passes({ states: ['ok'] }, failing)).toBe(false);
  });

  it('finds pods without a node', () => {
    const { node: _gone, ...rest } = pod();
    expect(passes({ nodes: [WITHOUT_NODE] }, rest)).toBe(true);
    expect(passes({ nodes: [WITHOUT_NODE] })).toBe(false);
  });

  it('finds every word of the text anywhere, without accents or case', () => {
    expect(passes({ text: 'PRODUCCIÓN nginx' })).toBe(true);
    expect(passes({ text: 'nginx redis' })).toBe(false);
  });
});
