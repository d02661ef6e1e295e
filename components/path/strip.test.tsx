import { describe, expect, it } from 'vitest';
import { realCluster } from '@/components/testing/clusters';
import { render, textOf } from '@/components/testing/render';
import { REAL_CLUSTER, recordedPath } from '@/lib/model/path/testing/recorded';
import { Strip } from './strip';

const snapshot = realCluster();

/** The boxes of the strip: name and place, and how they look. */
function boxes(pod: string, step = 0) {
  const path = recordedPath(REAL_CLUSTER, pod);
  const { html } = render(<Strip path={path} hops={path.hops} step={step} />, { snapshot });
  return html
    .split('<li')
    .slice(1)
    .map((box) => ({
      text: textOf(`<li${box}`),
      lit: box.includes('fill-accent'),
      now: box.includes('outline-accent'),
      skipped: /^[^>]*text-soft/.test(box),
    }));
}

describe('the strip above a path', () => {
  it('goes from who asked to the pod, through the programs that had a hand in it, on their machines', () => {
    expect(boxes('web-785f95754b-99kbt').map(({ text }) => text.split(' ')[0])).toEqual(
      [
        'kubectl',
        'kube-apiserver',
        'etcd',
        'controller-manager',
        'scheduler',
        'kubelet',
        'containerd',
        'runC',
        'web-785f95754b-…',
      ].map((name, at) => (at === 8 ? expect.stringMatching(/^web-/) : name)),
    );
    expect(boxes('web-785f95754b-99kbt')[5]?.text).toBe('kubelet worker-2');
  });

  it('has no controller where none made the pod', () => {
    expect(boxes('compuesto').map(({ text }) => text)).not.toContainEqual(
      expect.stringContaining('controller-manager'),
    );
  });

  it('passes over what a static pod never saw', () => {
    const skipped = boxes('etcd-control-plane').filter((box) => box.skipped);
    expect(skipped.map(({ text }) => text.split(' ')[0])).toEqual(
      ['kubectl', 'kube-apiserver', 'etcd', 'scheduler'].map((name, at) => (at === 0 ? expect.any(String) : name)),
    );
  });

  it('lights what has been told, and outlines the present step', () => {
    const told = boxes('web-785f95754b-99kbt', 5);
    expect(told.filter(({ now }) => now).map(({ text }) => text.split(' ')[0])).toEqual(['scheduler']);
    expect(told.map(({ lit }) => lit)).toEqual([false, true, true, true, true, false, false, false, false]);
  });

  it('of a pod that found no node ends at the scheduler', () => {
    expect(boxes('no-cabe').findLast(({ lit }) => lit)?.text).toMatch(/^scheduler/);
  });
});
