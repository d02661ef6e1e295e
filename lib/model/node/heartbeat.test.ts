import { describe, expect, it } from 'vitest';
import { isGivenUp, LEADER_RHYTHM, nodeGraceSeconds, nodeRhythm, pulseOf } from './heartbeat';

const kubelet = nodeRhythm({});

describe('a heartbeat', () => {
  it('is not late while the next one may be on its way', () => {
    expect(pulseOf(15, kubelet)).toEqual({ pulse: 'well', missed: 1 });
    expect(pulseOf(6, LEADER_RHYTHM).pulse).toBe('well');
  });

  it('is late from then on, and those that did not come are counted', () => {
    expect(pulseOf(16, kubelet)).toEqual({ pulse: 'late', missed: 1 });
    expect(pulseOf(39, kubelet)).toEqual({ pulse: 'late', missed: 3 });
    expect(pulseOf(7, LEADER_RHYTHM).pulse).toBe('late');
  });

  it('is missed once its lease has run out', () => {
    expect(pulseOf(41, kubelet).pulse).toBe('missed');
    expect(pulseOf(16, LEADER_RHYTHM).pulse).toBe('missed');
    expect(pulseOf(16, nodeRhythm({ heartbeatSeconds: 20 })).pulse).toBe('late');
  });

  it('gives no node up: that is said by its Ready alone', () => {
    expect(isGivenUp({ conditions: [{ type: 'Ready', status: 'Unknown' }] })).toBe(true);
    expect(isGivenUp({ conditions: [{ type: 'Ready', status: 'True' }] })).toBe(false);
    expect(isGivenUp({ conditions: [{ type: 'MemoryPressure', status: 'Unknown' }] })).toBe(false);
  });

  it('is waited for 40 s by the node controller before Kubernetes 1.32, and 50 s from then on', () => {
    expect(nodeGraceSeconds('v1.20.2')).toBe(40);
    expect(nodeGraceSeconds('v1.31.7-eks-bcf3d70')).toBe(40);
    expect(nodeGraceSeconds('v1.32.0+k3s1')).toBe(50);
    expect(nodeGraceSeconds('')).toBe(50);
  });
});
