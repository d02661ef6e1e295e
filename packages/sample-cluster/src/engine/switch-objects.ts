import { ApiError, ServerGone } from '../api/errors.ts';
import type { SampleCluster } from './cluster.ts';
import type { Driver } from './driver.ts';
import { Informer } from './informer.ts';
import { Scope } from './scope.ts';

/** The switch that is time itself: `spec.on` false stops it, `spec.speed` says how fast it flows. */
export const CLOCK_SWITCH = 'clock';
const RETRY_MS = 2_000;

/**
 * Shows every switch as an object of the cluster (`kubectl get switches`) and throws the one whose object is changed
 * (`kubectl patch switch scheduler --type merge -p '{"spec":{"on":false}}'`). It stands outside the cluster: what it
 * could not write while the API server was away, it writes afterwards. Answers how to end it.
 */
export function showSwitches(cluster: SampleCluster, driver: Driver): () => void {
  const scope = new Scope(cluster.clock);
  const api = cluster.server.as('kubeplano');
  const { switches } = cluster;
  /** Thrown by hand; their objects still say the old thing. */
  const unwritten = new Set<string>();

  const specOf = (name: string) => {
    if (name === CLOCK_SWITCH) return { component: CLOCK_SWITCH, on: !driver.paused, speed: driver.speed };
    const state = switches.get(name);
    if (state === undefined) return undefined;
    const { name: _name, phase: _phase, onlyHere: _onlyHere, offSince: _offSince, ...spec } = state;
    return spec;
  };

  /** Says in its status what became of a switch. What cannot be said now is said when its object is next seen. */
  const tell = (name: string) => {
    const phase = switches.get(name)?.phase;
    try {
      const known = api.find('switches', name);
      if (phase === undefined || known === undefined || known.status?.phase === phase) return;
      api.patch('switches', { name }, 'merge', { status: { phase } }, { subresource: 'status' });
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof ServerGone)) throw error;
    }
  };
  const tellAll = () => {
    for (const { name } of switches.list()) tell(name);
  };

  const write = (name: string) => {
    const spec = specOf(name);
    if (spec === undefined) return;
    try {
      const known = api.find('switches', name);
      const metadata = { name };
      if (known === undefined)
        api.create('switches', { apiVersion: 'sample.kubeplano.dev/v1', kind: 'Switch', metadata, spec });
      else if (known.spec.on !== spec.on || ('speed' in spec && known.spec.speed !== spec.speed)) {
        api.patch('switches', { name }, 'merge', { spec });
      }
      unwritten.delete(name);
      tell(name);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof ServerGone)) throw error;
      scope.after(RETRY_MS, () => write(name));
    }
  };
  const rewrite = (name: string) => {
    unwritten.add(name);
    write(name);
  };

  const informer = new Informer(scope, api, 'switches');
  informer.onChange(({ type, object }) => {
    const { name } = object.metadata;
    if (type === 'deleted') rewrite(name);
    else if (!unwritten.has(name)) follow(name, object.spec.on !== false, object.spec.speed);
    tell(name);
  });

  const follow = (name: string, on: boolean, speed: number | undefined) => {
    try {
      if (name !== CLOCK_SWITCH) {
        if (!switches.set(name, on)) return;
      } else {
        if (speed !== undefined && speed !== driver.speed) driver.setSpeed(speed);
        if (on) driver.start();
        else driver.pause();
      }
    } catch (error) {
      // A speed that is none, or an add-on that cannot be reached now: the object is set right again.
      if (!(error instanceof RangeError || error instanceof ApiError || error instanceof ServerGone)) throw error;
      rewrite(name);
    }
  };

  for (const { name } of switches.list()) write(name);
  write(CLOCK_SWITCH);
  informer.start();
  scope.onClose(
    switches.onChange(({ name }) => {
      rewrite(name);
      tellAll();
    }),
  );
  for (const { containerd } of cluster.machines.values()) scope.onClose(containerd.onEvent(tellAll));
  scope.onClose(driver.onChange(() => rewrite(CLOCK_SWITCH)));
  return () => scope.close();
}
