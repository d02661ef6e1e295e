import { describe, expect, it } from 'vitest';
import { describeShared } from '@/lib/testing/shared';
import { COMPONENT_IDS, keyOf } from './cluster';
import { derive } from './derive';
import { EXPECTED } from './testing/expected-clusters';
import { recordedFacts } from './testing/recorded-clusters';

describeShared('clusters', 'recorded clusters', (clusters) => {
  describe.each(EXPECTED)('the recorded cluster $folder', (expected) => {
    const cluster = derive(recordedFacts(clusters, expected.folder));
    const component = (id: string) => cluster.components.find((one) => one.id === id);

    it('is of its distribution, with evidence', () => {
      expect(cluster.distribution).toMatchObject({ id: expected.distribution, name: expected.name });
      expect(cluster.distribution.evidence).not.toEqual([]);
    });

    it('has each component known in the right evidenceLevel', () => {
      const evidenceLevels = Object.fromEntries(COMPONENT_IDS.map((id) => [id, component(id)?.evidenceLevel]));
      expect(evidenceLevels).toEqual(expected.evidenceLevels);
    });

    it('says why', () => {
      const codes = Object.keys(expected.reasons ?? {}).map((id) => [id, component(id)?.reason?.code]);
      expect(Object.fromEntries(codes)).toEqual(expected.reasons ?? {});
    });

    it('has its control plane where it runs', () => {
      const found = Object.keys(expected.controlPlane).map((id) => [
        id,
        component(id)
          ?.instances.map((one) => `${one.name}@${one.node}`)
          .toSorted(),
      ]);
      expect(Object.fromEntries(found)).toEqual(expected.controlPlane);
    });

    it('has as many instances, of the versions, with the leaders that were recorded', () => {
      const { counts = {}, versions = {}, leaders = {} } = expected;
      const read = (ids: object, value: (id: string) => unknown) =>
        Object.fromEntries(Object.keys(ids).map((id) => [id, value(id)]));
      expect(read(counts, (id) => component(id)?.instances.length)).toEqual(counts);
      expect(read(versions, (id) => component(id)?.version)).toEqual(versions);
      expect(read(leaders, (id) => component(id)?.leader?.identity)).toEqual(leaders);
      for (const id of Object.keys(leaders)) expect(component(id)).toMatchObject({ health: 'ok' });
    });

    it('has its nodes, all Ready, with their roles and runtime chains', () => {
      const nodes = cluster.nodes.map((node) => [
        node.name,
        {
          roles: node.roles.join(','),
          chain: node.chain.map((link) => `${link.name}:${link.evidenceLevel}`).join(' '),
        },
      ]);
      expect(Object.fromEntries(nodes ?? [])).toEqual(expected.nodes);
      expect(new Set(cluster.nodes.map((node) => node.status))).toEqual(new Set(['Ready']));
    });

    it('has each pod with the READY, STATUS and RESTARTS of kubectl', () => {
      const pods = cluster.pods ?? [];
      expect(pods.length).toBe(expected.podCount);
      const unusual = pods.filter((pod) => {
        const [ready, total] = pod.ready.split('/');
        return pod.status !== 'Running' || ready !== total || pod.restarts > 0;
      });
      const printed = unusual.map((pod) => [keyOf.pods(pod), `${pod.ready} ${pod.status} ${pod.restarts}`]);
      expect(Object.fromEntries(printed)).toEqual(expected.unusualPods);
    });

    it('never says observed without proof, nor anything else without a reason', () => {
      for (const one of cluster.components ?? []) {
        if (one.evidenceLevel === 'observed') expect(one.evidence, one.id).not.toEqual([]);
        else expect(one.reason, one.id).toBeDefined();
      }
    });
  });
});
