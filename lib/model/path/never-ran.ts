import type { ContainerStateTerminated } from '../objects';

/** A container whose process could not be started ends too, with a code of the runtime's: it never ran. Source: containerd, dockershim */
export const neverRan = (ended: ContainerStateTerminated | undefined): boolean =>
  ended?.reason === 'StartError' || ended?.reason === 'ContainerCannotRun';
