/** What the page may do to the sample cluster, and what it is told of it. Never to any other cluster. */
import { z } from 'zod';
import { LEAST_SPEED, MOST_SPEED } from '../options.js';
import { MOST_REPLICAS, SWITCH_COMPONENTS, SWITCH_PHASES } from './terms.ts';

const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
const image = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/);
const replicas = z.int().min(0).max(MOST_REPLICAS);

/** One act of a person. */
export const sampleAct = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('switch'), name: z.string().max(200), on: z.boolean() }),
    z
      .object({ do: z.literal('all-on'), names: z.array(z.string().max(200)).min(1).max(200) })
      .describe('Switches these on again, those that can be'),
    z.object({ do: z.literal('reset') }).describe('Everything as it was at the start'),
    z.object({ do: z.literal('pause') }),
    z.object({ do: z.literal('resume') }),
    z.object({ do: z.literal('step'), seconds: z.int().min(1).max(600) }),
    z.object({ do: z.literal('speed'), speed: z.number().min(LEAST_SPEED).max(MOST_SPEED) }),
    z.object({ do: z.literal('docker-run'), image }),
    z.object({ do: z.literal('create'), namespace: name, name, image, replicas }),
    z.object({ do: z.literal('scale'), namespace: name, name, replicas }),
    z.object({
      do: z.literal('delete'),
      kind: z.enum(['deployment', 'pod']),
      namespace: name,
      name: z.string().min(1).max(253),
    }),
  ])
  .meta({ id: 'SampleAct' });
export type SampleAct = z.output<typeof sampleAct>;

const sampleSwitch = z
  .object({
    name: z.string(),
    component: z.enum(SWITCH_COMPONENTS).describe('What it stops'),
    node: z.string().optional(),
    peer: z.string().optional().describe('The other end of a network cable'),
    on: z.boolean().describe('As it was set'),
    offSince: z.string().exactOptional().describe('Simulated time at which it was switched off, RFC 3339'),
    phase: z
      .enum(SWITCH_PHASES)
      .describe('What became of it: what was switched off runs on until its container has ended'),
    onlyHere: z
      .boolean()
      .describe('While it is off no API server answers: kubectl cannot switch it on again, only the page can'),
  })
  .meta({ id: 'SampleSwitch' });
/** One switch as the page shows it. */
export type SampleSwitch = z.output<typeof sampleSwitch>;

const moment = z.iso.datetime().exactOptional();
const dockerContainer = z
  .object({
    name: z.string(),
    image: z.string(),
    state: z.enum(['preparing', 'running', 'exited', 'failed']),
    id: z.string().exactOptional().describe('The first twelve digits'),
    askedAt: z.iso
      .datetime()
      .describe('`docker run` was typed. Simulated time, RFC 3339 with milliseconds, as all of these'),
    pullAt: moment.describe('dockerd looked for the image'),
    present: z.literal(true).exactOptional().describe('The image was there already'),
    imageAt: moment,
    createdAt: moment,
    startedAt: moment,
    finishedAt: moment,
    exitCode: z.int().exactOptional(),
    failure: z.string().exactOptional().describe('What `docker run` printed instead, verbatim'),
  })
  .describe(
    'What `docker run` made on the machine with Docker alone, beside the cluster: what `docker ps --all` and `docker events` tell of it',
  );
/** The container on the machine with Docker alone. */
export type DockerContainer = z.output<typeof dockerContainer>;

/** The sample cluster, as far as it can be handled. */
export const sampleState = z
  .object({
    profile: z.string(),
    now: z.string().describe('Simulated time, RFC 3339'),
    speed: z.number(),
    paused: z.boolean(),
    kubeconfig: z.string().describe('Where its kubeconfig lies'),
    switches: z.array(sampleSwitch),
    docker: dockerContainer.exactOptional(),
  })
  .meta({ id: 'SampleState' });
export type SampleState = z.output<typeof sampleState>;
