import type { Image } from '../../images/image.ts';
import type { ContainerConfig, Sandbox } from '../machine/containerd.ts';
import type { Disk } from '../machine/disk.ts';
import { quantity } from '../quantity.ts';
import type { Container } from '../types.ts';
import { groupsOf, userOf } from './admission.ts';
import { expand, type PodFacts, runtimeEnvironment } from './environment.ts';
import { mountsOf } from './volumes.ts';

/** What the runtime is told of a container: what its spec says, with variables in place and volumes where they are. */
export function containerConfig(
  spec: Container,
  facts: PodFacts,
  made: { sandbox: Sandbox; image: Image; attempt: number; env: ReadonlyMap<string, string>; disk: Disk },
): ContainerConfig {
  const { sandbox, image, attempt, env, disk } = made;
  const { name, namespace = 'default' } = facts.pod.metadata;
  const podSpec = facts.pod.spec ?? { containers: [] };
  const expanded = (words: string[]) => words.map((word) => expand(word, [env]));
  const { uid } = userOf(podSpec, spec, image);
  const memoryLimit = quantity(spec.resources?.limits?.memory);
  return {
    sandbox,
    name: spec.name,
    attempt,
    image,
    asked: spec.image ?? '',
    ...(spec.command === undefined ? {} : { command: expanded(spec.command) }),
    ...(spec.args === undefined ? {} : { args: expanded(spec.args) }),
    env: runtimeEnvironment(podSpec.hostname ?? name, env),
    mounts: mountsOf(disk, facts, spec, env),
    readOnlyRoot: spec.securityContext?.readOnlyRootFilesystem === true,
    stdin: spec.stdin === true,
    lastWords: {
      path: spec.terminationMessagePath ?? '/dev/termination-log',
      orLog: spec.terminationMessagePolicy === 'FallbackToLogsOnError',
    },
    ...(uid === undefined ? {} : { uid }),
    ...groupsOf(podSpec, spec),
    ...(memoryLimit > 0 ? { memoryLimit } : {}),
    pod: { name, namespace, ip: sandbox.ip, node: facts.node },
  };
}
