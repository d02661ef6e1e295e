import { describe, expect, it } from 'vitest';
import { leastLetters, shortPodName } from './pod-name';

const pod = (name: string, owner?: string, more = {}) => ({
  name,
  static: false,
  ...(owner ? { owner: { kind: owner, name: '' } } : {}),
  ...more,
});
const web = pod('web-785f95754b-99kbt', 'ReplicaSet');

describe('shortPodName', () => {
  it('is the whole name when there is room', () => {
    expect(shortPodName(web, 20)).toBe('web-785f95754b-99kbt');
  });
  it('drops the hash of the template first', () => {
    expect(shortPodName(web, 19)).toBe('web-…-99kbt');
  });
  it('keeps the workload and drops all of the hash in little room', () => {
    expect(shortPodName(web, 10)).toBe('web');
    expect(shortPodName(pod('kube-proxy-8bq8v', 'DaemonSet'), 12)).toBe('kube-proxy');
    expect(shortPodName(pod('calculo-wwstn', 'Job'), 9)).toBe('calculo');
    expect(leastLetters(web)).toBe(3);
  });
  it('keeps the ordinal of a StatefulSet, which is its name', () => {
    expect(shortPodName(pod('almacen-1', 'StatefulSet'), 9)).toBe('almacen-1');
    expect(leastLetters(pod('almacen-1', 'StatefulSet'))).toBe(9);
  });
  it('cuts the end of a name that has no hash to drop', () => {
    expect(shortPodName(pod('almacenamiento-785f95754b-99kbt', 'ReplicaSet'), 12)).toBe('almacenamie…');
    expect(shortPodName(pod('web-tools-bbbbb'), 12)).toBe('web-tools-b…');
  });
  it('says a mirror pod without its node', () => {
    const api = pod('kube-apiserver-maestro-1', undefined, { static: true, node: 'maestro-1' });
    expect(shortPodName(api, 14)).toBe('kube-apiserver');
    expect(shortPodName(api, 9)).toBe('apiserver');
    const manager = pod('kube-controller-manager-m1', undefined, { static: true, node: 'm1' });
    expect(shortPodName(manager, 10)).toBe('controlle…');
    expect(leastLetters(manager)).toBe(18);
  });
});
