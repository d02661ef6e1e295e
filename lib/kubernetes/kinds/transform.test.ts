import { describe, expect, it } from 'vitest';
import { transformMetadata } from './transform';

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

describe('metadata as it is kept', () => {
  it('tells that kubectl apply signed it, and nothing of what was applied', () => {
    const kept = transformMetadata({ name: 'x', annotations: { [APPLIED]: `{"env":"${'secret'.repeat(1_000)}"}` } });
    expect(kept.annotations).toEqual({ [APPLIED]: '' });
  });

  it('tells who leads where there were no leases yet', () => {
    const annotations = { [LEADER]: '{"holderIdentity":"a_1"}' };
    expect(transformMetadata({ name: 'kube-scheduler', annotations }).annotations).toEqual(annotations);
  });

  it('holds no annotation that fills memory', () => {
    expect(transformMetadata({ name: 'x', annotations: { big: 'x'.repeat(3_000) } }).annotations).toBeUndefined();
  });
});
