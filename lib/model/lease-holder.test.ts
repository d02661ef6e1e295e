import { expect, it } from 'vitest';
import { holderHost } from './lease-holder';

it('leaves out what only tells processes apart', () => {
  expect(holderHost('maestro_1c1d6c3e-7a9f-4f0f-9d3b-0d8c6f1a2b3c')).toBe('maestro');
  expect(holderHost('nodo1')).toBe('nodo1');
  expect(holderHost('_odd')).toBe('_odd');
});
