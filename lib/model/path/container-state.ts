import type { ContainerState } from '../objects';
import { neverRan } from './never-ran';

/** When the process of a state began, running or not. */
export function beginning(state: ContainerState | undefined): { at: string; field: string } | undefined {
  const { running, terminated } = state ?? {};
  if (running?.startedAt) return { at: running.startedAt, field: 'running.startedAt' };
  if (terminated?.startedAt && !neverRan(terminated))
    return { at: terminated.startedAt, field: 'terminated.startedAt' };
  return undefined;
}
