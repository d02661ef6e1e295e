import { describe, expect, it } from 'vitest';
import { hasRecordings, recordedPath } from './testing/recorded';
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
});

/** What the grammar of Mermaid's sequence diagrams takes: a participant, an arrow, a participant, a colon, a text without `;` or `#`. */
const LINE = /^ {4}[A-Za-z0-9-]+->>[A-Za-z0-9-]+: [^;#\n]+$/;

describe('the Mermaid diagram', () => {
  it('is one, line by line, whatever the names hold', () => {
    const text = mermaidSequence(tracePod({ pod: aPod({ status: started }) }), (hop) => `${hop.id}; #1 {x} "y" → z`);
    const [head, ...rest] = text.trimEnd().split('\n');
    expect(head).toBe('sequenceDiagram');
    expect(rest.length).toBeGreaterThan(5);
    for (const line of rest) expect(line).toMatch(LINE);
  });

  it.skipIf(!hasRecordings)('leaves out what a static pod skipped (needs ../shared)', () => {
    const text = mermaidSequence(recordedPath('kind-1.32', 'kube-apiserver'), (hop) => hop.id);
    expect(text).not.toContain('kube-scheduler');
    expect(text).toContain('kubelet->>kubelet: kubelet');
  });
});
