import { describe, expect, it } from 'vitest';
import { Core } from './core.ts';
import { listPage } from './list.ts';
import { scaleKinds } from './scale-objects.ts';
import { ScaleStore } from './scale-store.ts';
import { keyOf } from './store.ts';
import { openWatch } from './watch.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const clock = { now: () => NOW };
const PLAN = { nodes: 40, pods: 1_003, namespaces: 4, replicas: 30, bornAt: '2026-11-22T09:00:00Z' };
const setUp = () => {
  const store = new ScaleStore(PLAN, clock);
  return { store, core: new Core({ clock, random: () => 0.5, store }) };
};
const query = (text: string) => new URLSearchParams(text);

describe('a large cluster made on the fly', () => {
  it('has keys in order, and objects that bear them', () => {
    for (const kind of scaleKinds(PLAN)) {
      const keys = Array.from({ length: kind.count }, (_, index) => kind.key(index));
      expect(keys).toEqual([...keys].sort());
      expect(new Set(keys).size).toBe(keys.length);
      for (const index of [0, 1, kind.count >> 1, kind.count - 1])
        expect(keyOf(kind.make(index, { changes: 0, revision: 1 }, NOW).metadata)).toBe(keys[index]);
    }
  });

  it('has as many pods as its deployments want, each owned by a replica set that exists', () => {
    const { store } = setUp();
    const wanted = [...store.scan('deployments')]
      .map((object) => object.spec)
      .reduce<number>(
        (sum, spec) => sum + Number(spec && typeof spec === 'object' && 'replicas' in spec ? spec.replicas : 0),
        0,
      );
    expect(wanted).toBe(PLAN.pods);
    const replicaSets = new Set([...store.scan('replicasets')].map(({ metadata }) => metadata.uid));
    for (const { metadata } of store.scan('pods')) expect(replicaSets).toContain(metadata.ownerReferences?.[0]?.uid);
  });

  it('pages through one namespace without missing or repeating any', () => {
    const { core, store } = setUp();
    const seen: string[] = [];
    let token = '';
    do {
      const page = listPage(core, 'pods', 'equipo-001', query(`limit=7${token && `&continue=${token}`}`));
      const items = [...page.items];
      seen.push(...items.map(({ metadata }) => metadata.name));
      token = page.continue ?? '';
      if (token) expect(page.remainingItemCount).toBe(store.count('pods', { namespace: 'equipo-001' }) - seen.length);
    } while (token);
    expect(seen).toEqual([...store.scan('pods', { namespace: 'equipo-001' })].map(({ metadata }) => metadata.name));
    expect(seen.length).toBe(251);
  });

  it('finds one object by its name, and none where there is none', () => {
    const { store } = setUp();
    const [pod] = store.scan('pods', { namespace: 'equipo-003' });
    expect(store.get('pods', keyOf(pod?.metadata ?? {}))).toEqual(pod);
    expect(store.get('pods', 'equipo-003/nadie')).toBeUndefined();
  });

  it('tells watchers of each change and shows it from then on', () => {
    const { core, store } = setUp();
    const seen: string[] = [];
    openWatch(store, 'pods', core.matcher('pods', {}), store.revision, ({ type, object }) =>
      seen.push(`${type} ${object.metadata.resourceVersion}`),
    );
    store.touch('pods', 5);
    store.touch('nodes', 5);
    expect(seen).toEqual([`MODIFIED ${store.revision - 1}`]);
    const changed = [...store.scan('pods')][5];
    expect(changed?.metadata.resourceVersion).toBe(`${store.revision - 1}`);
    expect(changed).toHaveProperty('status.containerStatuses.0.restartCount', 1);
  });

  it('keeps what is written by hand before what it makes', () => {
    const { core, store } = setUp();
    const [first] = store.scan('pods');
    const ref = { resource: 'pods' as const, name: first?.metadata.name ?? '', namespace: first?.metadata.namespace };
    core.patch(ref, 'merge', { metadata: { labels: { by: 'hand' } } }, { manager: 'kubectl' });
    expect([...store.scan('pods')][0]?.metadata.labels).toMatchObject({ by: 'hand' });
    core.delete(ref, { gracePeriodSeconds: 0 });
    expect(store.get('pods', keyOf(first?.metadata ?? {}))).toBeUndefined();
    expect(store.count('pods')).toBe(PLAN.pods - 1);
  });
});
