import { describe, expect, it } from 'vitest';
import type { PodObject } from '../objects';
import { aPod, condition, container, ended, running, waiting } from '../testing/pods';
import { podHealth } from './pod-health';
import { printPod, printRules } from './print-pod';

const health = (pod: PodObject) => podHealth(pod, printPod(pod, printRules(undefined)).status);
const READY = [condition('Ready', 'True')];
const NOT_READY = [condition('Ready', 'False', 'ContainersNotReady')];

describe('a pod is drawn', () => {
  it('ok when it is Ready', () => {
    expect(health(aPod({ conditions: READY, containerStatuses: [container('a', running)] }))).toBe('ok');
  });

  it('not ready when it runs and its probe does not pass', () => {
    const containerStatuses = [container('a', running, { ready: false, started: true })];
    expect(health(aPod({ conditions: NOT_READY, containerStatuses }))).toBe('not-ready');
  });

  it('starting while its startup probe has not passed', () => {
    const containerStatuses = [container('a', running, { ready: false, started: false })];
    expect(health(aPod({ conditions: NOT_READY, containerStatuses }))).toBe('starting');
  });

  it('not ready when its node is not heard from, though its containers still say ready', () => {
    expect(health(aPod({ conditions: NOT_READY, containerStatuses: [container('a', running)] }))).toBe('not-ready');
  });

  it('not ready, waiting for something it lacks, when no node has room for it', () => {
    const conditions = [condition('PodScheduled', 'False', 'Unschedulable')];
    expect(health(aPod({ phase: 'Pending', conditions }))).toBe('not-ready');
  });

  it('starting while its containers are made', () => {
    expect(health(aPod({ phase: 'Pending' }))).toBe('starting');
    const containerStatuses = [container('a', waiting('ContainerCreating'))];
    expect(health(aPod({ phase: 'Pending', containerStatuses }))).toBe('starting');
  });

  it('starting while an init container works', () => {
    const initContainerStatuses = [container('i', running)];
    expect(health(aPod({ phase: 'Pending', initContainerStatuses }))).toBe('starting');
  });

  it.each(['CrashLoopBackOff', 'ImagePullBackOff', 'ErrImagePull', 'CreateContainerConfigError', 'InvalidImageName'])(
    'failing when a container waits in %s',
    (reason) => {
      const containerStatuses = [container('a', waiting(reason)), container('b', running)];
      expect(health(aPod({ phase: 'Pending', containerStatuses }))).toBe('failing');
    },
  );

  it('failing when a container was killed for its memory', () => {
    expect(health(aPod({ containerStatuses: [container('a', ended(137, 'OOMKilled'))] }))).toBe('failing');
  });

  it('failing when its init container crashes', () => {
    const initContainerStatuses = [container('i', waiting('CrashLoopBackOff'))];
    expect(health(aPod({ phase: 'Pending', initContainerStatuses }))).toBe('failing');
  });

  it('ok when an init container once failed and then passed', () => {
    const initContainerStatuses = [container('i', ended(0, 'Completed'), { restartCount: 3 })];
    const conditions = [...READY, condition('Initialized', 'True')];
    expect(health(aPod({ conditions, initContainerStatuses, containerStatuses: [container('a', running)] }))).toBe(
      'ok',
    );
  });

  it('failing when it is evicted, done when it finished well', () => {
    expect(health(aPod({ phase: 'Failed', reason: 'Evicted' }))).toBe('failing');
    expect(health(aPod({ phase: 'Succeeded' }))).toBe('done');
  });

  it('ok while the task of a Job runs, not ready when one of its two tasks is over', () => {
    const spec = { restartPolicy: 'Never', containers: [{ name: 'a' }] };
    expect(health(aPod({ conditions: READY, containerStatuses: [container('a', running)] }, spec))).toBe('ok');
    const containerStatuses = [container('a', ended(0, 'Completed')), container('b', running)];
    expect(health(aPod({ conditions: NOT_READY, containerStatuses }, spec))).toBe('not-ready');
  });

  it('unknown when nobody hears from it', () => {
    expect(health(aPod({ phase: 'Unknown' }))).toBe('unknown');
    expect(health(aPod({ reason: 'NodeLost' }, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }))).toBe('unknown');
  });

  it('not ready when a container that should stay has ended', () => {
    expect(health(aPod({ conditions: NOT_READY, containerStatuses: [container('a', ended(0, 'Completed'))] }))).toBe(
      'not-ready',
    );
  });
});
