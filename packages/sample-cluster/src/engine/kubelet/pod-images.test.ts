import { describe, expect, it } from 'vitest';
import { testCluster } from '../testing/test-cluster.ts';

const { wait, pod, script, container, told } = testCluster();

describe('an image that cannot be had', () => {
  it('is told of twice each time the kubelet looks, as what it is and as an error, when it may not be pulled', () => {
    script('nunca', 'sleep 900', { image: 'nginx:1.11', imagePullPolicy: 'Never' });
    wait(60);
    const message = 'Container image "nginx:1.11" is not present with pull policy of Never';
    expect(container('nunca').state?.waiting).toEqual({ reason: 'ErrImageNeverPull', message });
    expect(told('nunca', `ErrImageNeverPull: ${message}`)).toBeGreaterThan(3);
    expect(told('nunca', `ErrImageNeverPull: ${message}`)).toBeLessThan(7);
    expect(told('nunca', 'Failed: Error: ErrImageNeverPull')).toBe(told('nunca', `ErrImageNeverPull: ${message}`));
  });

  it('is backed off from, and each look while that lasts is told of twice', () => {
    pod('errata', { containers: [{ name: 'c', image: 'nginx:1.999' }] });
    wait(75);
    // Each ten to fifteen seconds, but for the tries between.
    expect(told('errata', 'BackOff: Back-off pulling image "nginx:1.999"')).toBeGreaterThan(1);
    expect(told('errata', 'BackOff: Back-off pulling image "nginx:1.999"')).toBeLessThan(7);
    expect(told('errata', 'Failed: Error: ImagePullBackOff')).toBe(
      told('errata', 'BackOff: Back-off pulling image "nginx:1.999"'),
    );
  });
});
