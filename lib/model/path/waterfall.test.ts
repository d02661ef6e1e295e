import { describe, expect, it } from 'vitest';
import { REAL_CLUSTER, recordedPath } from './testing/recorded';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';
import { mermaidSequence, waterfall } from './waterfall';

const started = { startTime: at(1), containerStatuses: [aStatus({ state: { running: { startedAt: at(3) } } })] };

describe('the waterfall', () => {
  it('begins with the first time and never spans less than what is known of its times', () => {
    const whole = waterfall(tracePod({ pod: aPod({ status: started }) }));
    expect(whole.origin).toBe('2026-01-01T10:00:00.000Z');
    expect(whole.lengthMs).toBe(3000);
    const moment = waterfall(tracePod({ pod: aPod({ status: { phase: 'Pending' } }) }));
    expect(moment.lengthMs).toBe(1000);
  });

  it('tells waiting from work: the queue of the image puller comes before its pull', () => {
    const message = 'Successfully pulled image "nginx" in 2s (5s including waiting). Image size: 6 bytes.';
    const events = [
      anEvent('Pulling', 1, 'Pulling image "nginx"', { container: 'web' }),
      anEvent('Pulled', 6, message, { container: 'web' }),
    ];
    const bar = waterfall(tracePod({ pod: aPod({ status: started }), events })).bars.find(
      ({ hop }) => hop.id === 'image',
    );
    expect(bar).toMatchObject({ fromMs: 1000, toMs: 6000, workFromMs: 4000 });
  });

  it('draws a stamp cut to the second no earlier than what had to be over, nor later than its second', () => {
    const { events, ...status } = {
      ...started,
      events: [anEvent('Scheduled', 0, '', { eventTime: '2026-01-01T10:00:00.460000Z' })],
    };
    const accepted = { ...status, startTime: at(0) };
    const bars = waterfall(tracePod({ pod: aPod({ status: accepted }), events })).bars;
    const bar = (id: string) => bars.find(({ hop }) => hop.id === id);
    expect(bar('scheduler')?.toMs).toBe(460);
    expect(bar('kubelet')).toMatchObject({ fromMs: 460, toMs: 460 });
    expect(bar('start')?.toMs).toBe(3000);
  });

  it('stands restarts and the way out on an axis of their own', () => {
    const terminated = { exitCode: 1, reason: 'Error', startedAt: at(3), finishedAt: at(20) };
    const status = {
      startTime: at(1),
      containerStatuses: [
        aStatus({ restartCount: 1, lastState: { terminated }, state: { running: { startedAt: at(31) } } }),
      ],
    };
    const whole = waterfall(tracePod({ pod: aPod({ status }) }));
    expect(whole.lengthMs).toBe(3000);
    expect(whole.after).toEqual({ origin: '2026-01-01T10:00:20.000Z', lengthMs: 11_000 });
    expect(
      whole.bars.filter(({ axis }) => axis === 'after').map(({ hop, fromMs, toMs }) => [hop.id, fromMs, toMs]),
    ).toEqual([
      ['stop', 0, 0],
      ['start', 0, 11_000],
    ]);
  });

  it('shows how long an init container ran', () => {
    const terminated = { exitCode: 0, reason: 'Completed', startedAt: at(2), finishedAt: at(9) };
    const pod = aPod({
      spec: { nodeName: 'm1', initContainers: [{ name: 'uno' }], containers: [{ name: 'web' }] },
      status: { startTime: at(1), initContainerStatuses: [aStatus({ name: 'uno', state: { terminated } })] },
    });
    const stop = waterfall(tracePod({ pod })).bars.find(({ hop }) => hop.id === 'stop');
    expect(stop).toMatchObject({ axis: 'birth', ranFromMs: 2000, fromMs: 9000 });
  });
});

/** What the grammar of Mermaid's sequence diagrams takes: participants, arrows and notes, each with a text without `;` or `#`. */
const LINE = /^ {4}(participant P\d as [^;#\n]+|(P\d(->>|-x)P\d|Note over P\d): [^;#\n]+)$/;

/** Arrows and notes with the names of their participants. */
function spelled(text: string): string[] {
  const names = new Map([...text.matchAll(/participant (P\d) as (.+)/g)].map(([, id = '', name = '']) => [id, name]));
  return text
    .split('\n')
    .filter((line) => /->>|-x|Note/.test(line))
    .map((line) => line.trim().replace(/P\d/g, (id) => names.get(id) ?? id));
}

describe('the Mermaid diagram', () => {
  it('is one, line by line, whatever the names hold', () => {
    const text = mermaidSequence(tracePod({ pod: aPod({ status: started }) }), (hop) => `${hop.id}; #1 {x} "y" → z`);
    const [head, ...rest] = text.trimEnd().split('\n');
    expect(head).toBe('sequenceDiagram');
    expect(rest.length).toBeGreaterThan(5);
    for (const line of rest) expect(line).toMatch(LINE);
  });

  it('tells who calls whom, from kubectl to the pod', () => {
    expect(spelled(mermaidSequence(tracePod({ pod: aPod({ status: started }) }), (hop) => hop.id))).toEqual([
      'kubectl->>kube-apiserver: client',
      'Note over kube-apiserver: apiserver',
      'kube-apiserver->>etcd: etcd',
      'kube-scheduler->>kube-apiserver: scheduler',
      'kube-apiserver->>kubelet (m1): kubelet',
      'kubelet (m1)->>containerd: sandbox',
      'kubelet (m1)->>containerd: image',
      'containerd->>runC: create',
      'runC->>web: start',
    ]);
  });

  it('crosses what fails', () => {
    const waiting = { reason: 'ErrImagePull', message: 'not found' };
    const status = { startTime: at(1), containerStatuses: [aStatus({ state: { waiting } })] };
    const text = mermaidSequence(tracePod({ pod: aPod({ status }) }), (hop) => hop.id);
    expect(spelled(text).at(-1)).toBe('kubelet (m1)-xcontainerd: image');
  });

  it('notes what a static pod skipped', () => {
    const lines = spelled(mermaidSequence(recordedPath(REAL_CLUSTER, 'kube-apiserver'), (hop) => hop.id));
    expect(lines).toContain('Note over kube-scheduler: scheduler');
    expect(lines).toContain('kubelet (control-plane)->>kube-apiserver: apiserver');
  });
});
