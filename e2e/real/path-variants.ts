/** What the path of each variant must say of its own. */
import type { PathAnswer } from '../../lib/contract/path';
import type { Hop } from '../../lib/model/path/types';
import { expect } from './test';

/** The first hop of this kind, of this container if one is named. */
export const hopOf = (path: PathAnswer, id: Hop['id'], container?: string) =>
  path.hops.find((hop) => hop.id === id && (container === undefined || hop.container === container) && !hop.attempt);

const stepsOf = (path: PathAnswer) => hopOf(path, 'controllers')?.steps?.map((step) => step.kind);
const observed = { evidenceLevel: 'observed' };

function expectEnd(path: PathAnswer, code: number, reason: string) {
  const stop = hopOf(path, 'stop');
  // A kubelet that has removed the container before it looked does not know how that ended, and says 137.
  const isLost = stop?.exit?.reason === 'ContainerStatusUnknown';
  expect(stop).toMatchObject(
    isLost ? { exit: { code: 137 }, reason: { code: 'ended-unknown' } } : { exit: { code }, reason: { code: reason } },
  );
}

const VARIANTS: [RegExp, (path: PathAnswer) => void][] = [
  [
    /^(con-nodo|expulsado)/,
    (path) =>
      expect(hopOf(path, 'scheduler')).toMatchObject({
        evidenceLevel: 'absent',
        reason: { code: 'created-with-node' },
      }),
  ],
  [
    /^estatica/,
    (path) => {
      expect(path.origin).toBe('static');
      expect(hopOf(path, 'scheduler')).toMatchObject({ evidenceLevel: 'absent', reason: { code: 'static-file' } });
      expect(hopOf(path, 'client')).toMatchObject({ evidenceLevel: 'absent' });
    },
  ],
  [
    /^sin-imagen/,
    (path) => {
      expect(hopOf(path, 'image')?.failure).toMatchObject({ lasting: true });
      expect(hopOf(path, 'image')?.failure?.message).toMatch(/failed to pull|no-existe\.invalid/i);
    },
  ],
  [
    /^no-cabe/,
    (path) => {
      expect(hopOf(path, 'scheduler')?.failure).toMatchObject({ reason: 'FailedScheduling', lasting: true });
      expect(path.placement?.failure?.reasons.map((reason) => reason.resource)).toContain('cpu');
    },
  ],
  [
    /^(cabe-luego|urgente)/,
    (path) => {
      expect(hopOf(path, 'scheduler')).toMatchObject({
        ...observed,
        failure: { reason: 'FailedScheduling', lasting: false },
      });
      expect(hopOf(path, 'scheduler')?.waitedMs ?? 0).toBeGreaterThan(500);
    },
  ],
  [
    /^sin-config/,
    (path) =>
      expect(hopOf(path, 'create')?.failure).toMatchObject({ reason: 'CreateContainerConfigError', lasting: true }),
  ],
  [
    /^config-luego/,
    (path) => {
      expect(hopOf(path, 'create')?.failure).toMatchObject({ lasting: false });
      expect(hopOf(path, 'start')?.endedAt).toBeDefined();
    },
  ],
  [
    /^sin-volumen/,
    (path) => expect(hopOf(path, 'volumes')?.failure).toMatchObject({ reason: 'FailedMount', lasting: true }),
  ],
  [
    /^volumen-luego/,
    (path) => {
      expect(hopOf(path, 'volumes')?.failure).toMatchObject({ reason: 'FailedMount', lasting: false });
      expect(hopOf(path, 'start')?.endedAt).toBeDefined();
    },
  ],
  [
    /^(se-cae|pull-crash)/,
    (path) => {
      expect(path.hops.find((hop) => hop.id === 'stop')).toMatchObject({ exit: { code: 3 } });
      expect(hopOf(path, 'image')?.failure).toBeUndefined();
    },
  ],
  [
    /^sin-orden/,
    (path) => {
      expect(hopOf(path, 'image')?.failure).toBeUndefined();
      expect(hopOf(path, 'start')?.endedAt).toBeUndefined();
      expect(path.hops.some(({ id, failure }) => (id === 'start' || id === 'stop') && failure)).toBe(true);
    },
  ],
  [
    /^sin-memoria/,
    (path) =>
      expect(path.hops.find((hop) => hop.id === 'stop')).toMatchObject({ exit: { code: 137, reason: 'OOMKilled' } }),
  ],
  [
    /^con-init/,
    (path) =>
      expect(path.hops.filter((hop) => hop.id === 'start').map((hop) => hop.container)).toEqual(['uno', 'dos', 'web']),
  ],
  [/^con-sonda/, (path) => expect(hopOf(path, 'ready')?.waitedMs ?? 0).toBeGreaterThan(1000)],
  [/^web-/, (path) => expect(stepsOf(path)).toEqual(['Deployment', 'ReplicaSet'])],
  [/^agente-/, (path) => expect(stepsOf(path)).toEqual(['DaemonSet'])],
  [/^almacen-/, (path) => expect(stepsOf(path)).toEqual(['StatefulSet'])],
  [
    /^calculo-/,
    (path) => {
      expect(stepsOf(path)).toEqual(['Job']);
      expect((path.totalMs ?? 0) + (path.totalPrecisionMs ?? 0)).toBeGreaterThanOrEqual(1000);
    },
  ],
  [
    /^reloj-/,
    (path) => {
      expect(stepsOf(path)).toEqual(['CronJob', 'Job']);
      expect(hopOf(path, 'client')).toMatchObject({ evidenceLevel: 'absent', reason: { code: 'on-schedule' } });
    },
  ],
  [/^terco/, (path) => expectEnd(path, 137, 'ended-grace-over')],
  [/^educado/, (path) => expectEnd(path, 0, 'ended-asked')],
  [/^expulsado/, (path) => expect(hopOf(path, 'delete')).toMatchObject({ reason: { code: 'evicted' } })],
];

/** Pods that are gone in the end. */
export const GONE = /^(terco|educado|expulsado|ocupa-1)/;

/** What a path says is what its variant is. */
export function expectVariant(path: PathAnswer) {
  const { name } = path.pod;
  for (const [names, check] of VARIANTS) if (names.test(name)) check(path);
  if (!/^(con-nodo|expulsado|estatica)/.test(name)) expect(hopOf(path, 'scheduler'), name).toMatchObject(observed);
  if (GONE.test(name)) {
    const out = hopOf(path, 'delete');
    expect(out, name).toMatchObject(observed);
    expect(out?.startedAt, name).toBeDefined();
    expect(out?.endedAt, name).toBeDefined();
  }
}
