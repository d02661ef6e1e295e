import { describe, expect, it } from 'vitest';
import { shortPodName } from './pod-name';

const pod = (name: string, more = {}) => ({ name, static: false, ...more });

describe('shortPodName', () => {
  it('is the whole name when there is room', () => {
    expect(shortPodName(pod('web-785f95754b-99kbt'), 20)).toBe('web-785f95754b-99kbt');
  });
  it('drops the hash of the template first', () => {
    expect(shortPodName(pod('web-785f95754b-99kbt'), 19)).toBe('web-…-99kbt');
  });
  it('keeps the end, which tells copies apart', () => {
    expect(shortPodName(pod('almacenamiento-785f95754b-99kbt'), 12)).toBe('almace…99kbt');
  });
  it('keeps both ends in little room', () => {
    expect(shortPodName(pod('api-6d95bd9c47-48w2z'), 8)).toBe('api-…w2z');
    expect(shortPodName(pod('api-6d95bd9c47-48w2z'), 6)).toBe('api-6…');
  });
  it('says a mirror pod without its node', () => {
    expect(shortPodName(pod('kube-apiserver-maestro-1', { static: true, node: 'maestro-1' }), 14)).toBe(
      'kube-apiserver',
    );
    expect(shortPodName(pod('kube-controller-manager-m1', { static: true, node: 'm1' }), 10)).toBe('controlle…');
  });
});
