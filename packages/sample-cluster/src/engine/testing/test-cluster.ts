/** A sample cluster with nothing of its own in it, for tests: time passes when told. */
import type { DraftOf } from '../../api/kinds.ts';
import { SampleCluster } from '../cluster.ts';
import type { ContainerStatus } from '../types.ts';

export const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export type PodSpec = NonNullable<DraftOf<'pods'>['spec']>;
export type Container = PodSpec['containers'][number];

/** The cluster, and what tests of it say over and over; all in the namespace `default`. */
export function testCluster() {
  const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 2 * MINUTE, empty: true });
  const api = cluster.server.as('kubectl-create');
  const of = (name: string) => api.get('pods', name, 'default');
  const pod = (name: string, spec: PodSpec, more: { labels?: Record<string, string> } = {}) =>
    api.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', ...more }, spec });
  const eventsAbout = (name: string) =>
    api.list('events', { namespace: 'default' }).items.filter((one) => one.involvedObject.name === name);
  return {
    cluster,
    api,
    of,
    pod,
    wait: (seconds: number) => cluster.clock.advance(seconds * SECOND),
    /** A pod of one container of busybox, `c`, that runs a script. */
    script: (name: string, text: string, container: Partial<Container> = {}, spec: Partial<PodSpec> = {}) =>
      pod(name, {
        terminationGracePeriodSeconds: 5,
        containers: [{ name: 'c', image: 'busybox:1.36', command: ['sh', '-c', text], ...container }],
        ...spec,
      }),
    container: (name: string, which = 'c'): ContainerStatus =>
      of(name).status.containerStatuses?.find((one) => one.name === which) ?? {
        name: which,
        image: '',
        imageID: '',
        ready: false,
        restartCount: -1,
        state: {},
      },
    /** `Reason: message` of each event about an object. */
    events: (name: string) => eventsAbout(name).map((one) => `${one.reason}: ${one.message}`),
    /** How often an event was told. */
    told: (name: string, text: string) =>
      eventsAbout(name).find((one) => `${one.reason}: ${one.message}` === text)?.count ?? 0,
    log(name: string, which = 'c', previous = false): string[] {
      const { metadata, spec } = of(name);
      const record = cluster.kubelet(spec.nodeName ?? '')?.container(metadata.uid, which, previous);
      return (record?.log.lines ?? []).map((line) => line.text);
    },
  };
}
