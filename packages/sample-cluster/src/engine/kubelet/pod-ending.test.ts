import { describe, expect, it } from 'vitest';
import { testCluster } from '../testing/test-cluster.ts';

const { cluster, api, wait, pod, events, of } = testCluster();

/** Says in its log that it was asked to end, and takes two seconds for it. */
const leaving = (name: string) => ({
  name,
  image: 'busybox:1.37',
  command: ['sh', '-c', 'trap "sleep 2; exit 0" TERM; while true; do sleep 0.2; done'],
});
const sidecar = (name: string) => ({ ...leaving(name), restartPolicy: 'Always' });

/** When each container of a pod ended, in seconds from now on, while `seconds` pass. */
function endings(name: string, seconds: number): Record<string, number> {
  const from = cluster.clock.now();
  const ended: Record<string, number> = {};
  cluster.server.as('t').watch('pods', { namespace: 'default' }, (event) => {
    if (event.type === 'ERROR') return;
    const { metadata, status } = event.object;
    if (metadata.name !== name) return;
    for (const one of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
      if (one.state?.terminated) ended[one.name] ??= Math.round((cluster.clock.now() - from) / 1000);
  });
  wait(seconds);
  return ended;
}

describe('a pod with sidecars', () => {
  it('that is deleted ends its sidecars after the others, the last one first, having told of all at once', () => {
    pod('fila', { initContainers: [sidecar('uno'), sidecar('dos')], containers: [leaving('web')] });
    wait(15);
    api.delete('pods', { name: 'fila', namespace: 'default' });
    wait(0.5);
    expect(events('fila').filter((one) => one.startsWith('Killing'))).toEqual(
      expect.arrayContaining(['web', 'uno', 'dos'].map((one) => `Killing: Stopping container ${one}`)),
    );
    expect(endings('fila', 20)).toEqual({ web: 2, dos: 4, uno: 6 });
  });

  it('that is deleted waits with its sidecars no longer than its grace', () => {
    const deaf = { ...leaving('web'), command: ['sleep', '900'] };
    pod('sorda', { terminationGracePeriodSeconds: 3, initContainers: [sidecar('uno')], containers: [deaf] });
    wait(15);
    api.delete('pods', { name: 'sorda', namespace: 'default' });
    expect(endings('sorda', 20)).toEqual({ web: 3, uno: 5 });
  });

  it('whose work is done is as before until they have ended, and that they are ended is told', () => {
    pod('obra', {
      restartPolicy: 'Never',
      initContainers: [sidecar('uno')],
      containers: [{ name: 'web', image: 'busybox:1.37', command: ['sleep', '10'] }],
    });
    const phases: string[] = [];
    cluster.server.as('t').watch('pods', { namespace: 'default' }, (event) => {
      if (event.type === 'ERROR') return;
      const { metadata, status } = event.object;
      if (metadata.name !== 'obra') return;
      const states = [status.containerStatuses?.[0]?.state, status.initContainerStatuses?.[0]?.state];
      if (states[0]?.terminated) phases.push(`${status.phase} ${states[1]?.running ? 'beside' : 'alone'}`);
    });
    wait(30);
    expect([...new Set(phases)]).toEqual(['Running beside', 'Succeeded alone']);
    expect(events('obra')).toContain('Killing: Stopping container uno');
    expect(of('obra').status.initContainerStatuses?.[0]?.state?.terminated?.exitCode).toBe(0);
  });
});
