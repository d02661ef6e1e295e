import type { Container } from '@/lib/model/objects';
import { pick } from './transform';

const KEPT = [
  'name',
  'image',
  'imagePullPolicy',
  'command',
  'args',
  'restartPolicy',
  'resources',
  'ports',
  'volumeMounts',
  'envFrom',
  'startupProbe',
  'livenessProbe',
  'readinessProbe',
] as const satisfies readonly (keyof Container)[];

/** A container with the names and sources of its environment, never a value. */
export function transformContainer(raw: Container): Container {
  return {
    ...pick(raw, KEPT),
    ...(raw.env ? { env: raw.env.map((entry) => pick(entry, ['name', 'valueFrom'])) } : {}),
  };
}
