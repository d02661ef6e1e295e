/** What the page may do to the sample cluster, and what it is told of it. Never to any other cluster. */
import { z } from 'zod';

const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
const image = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/);
const replicas = z.int().min(0).max(50);

/** One act of a person. */
export const sampleAct = z.discriminatedUnion('do', [
  z.object({ do: z.literal('switch'), name: z.string().max(200), on: z.boolean() }),
  z.object({ do: z.literal('pause') }),
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('step'), seconds: z.int().min(1).max(600) }),
  z.object({ do: z.literal('speed'), speed: z.number().gt(0).max(10) }),
  z.object({ do: z.literal('create'), namespace: name, name, image, replicas }),
  z.object({ do: z.literal('scale'), namespace: name, name, replicas }),
  z.object({
    do: z.literal('delete'),
    kind: z.enum(['deployment', 'pod']),
    namespace: name,
    name: z.string().min(1).max(253),
  }),
]);
export type SampleAct = z.output<typeof sampleAct>;

/** One switch as the page shows it. `component` is one of `SWITCH_COMPONENTS` of the engine. */
export interface SampleSwitch {
  name: string;
  component: string;
  node?: string;
  peer?: string;
  on: boolean;
}

/** The sample cluster, as far as it can be handled. */
export interface SampleState {
  profile: string;
  /** Simulated time, RFC 3339. */
  now: string;
  speed: number;
  paused: boolean;
  /** Where its kubeconfig lies, for `kubectl --kubeconfig`. */
  kubeconfig: string;
  switches: SampleSwitch[];
}

/** The same act typed in a terminal; undefined for `step`, which kubectl cannot say. */
export function kubectlOf(act: SampleAct): string | undefined {
  const patch = (which: string, spec: object) =>
    `kubectl patch switch ${which} --type merge -p '${JSON.stringify({ spec })}'`;
  switch (act.do) {
    case 'switch':
      return patch(act.name, { on: act.on });
    case 'pause':
      return patch('clock', { on: false });
    case 'resume':
      return patch('clock', { on: true });
    case 'speed':
      return patch('clock', { speed: act.speed });
    case 'step':
      return undefined;
    case 'create':
      return `kubectl -n ${act.namespace} create deployment ${act.name} --image=${act.image} --replicas=${act.replicas}`;
    case 'scale':
      return `kubectl -n ${act.namespace} scale deployment ${act.name} --replicas=${act.replicas}`;
    case 'delete':
      return `kubectl -n ${act.namespace} delete ${act.kind} ${act.name}`;
  }
}
