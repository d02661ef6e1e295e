import { SWITCH_COMPONENTS } from '@kubeplano/sample-cluster/controls';
import { describe, expect, it } from 'vitest';
import { realCommand } from './real-command';

describe('realCommand', () => {
  it('moves the manifest of a static pod away and back', () => {
    expect(realCommand({ component: 'kube-scheduler' }, false)).toBe(
      'sudo mv /etc/kubernetes/manifests/kube-scheduler.yaml /root/kube-scheduler.yaml',
    );
    expect(realCommand({ component: 'kube-scheduler' }, true)).toBe(
      'sudo mv /root/kube-scheduler.yaml /etc/kubernetes/manifests/kube-scheduler.yaml',
    );
  });
  it('stops and starts what systemd runs', () => {
    expect(realCommand({ component: 'kubelet' }, false)).toBe('sudo systemctl stop kubelet');
    expect(realCommand({ component: 'containerd' }, true)).toBe('sudo systemctl start containerd');
  });
  it('has something to type for each switch that is thrown', () => {
    for (const component of SWITCH_COMPONENTS)
      expect(realCommand({ component, peer: 'nodo1' }, false), component).toBeDefined();
  });
  it('has nothing to type for a machine that is off', () => {
    expect(realCommand({ component: 'machine' }, true)).toBeUndefined();
  });
});
