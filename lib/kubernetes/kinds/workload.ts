import type { WorkloadObject } from '@/lib/model/objects';
import { transformContainer } from './containers';
import { pick, transformMetadata } from './transform';

type Spec = NonNullable<WorkloadObject['spec']>;
type Template = NonNullable<Spec['template']>;

const STATUS = [
  'replicas',
  'readyReplicas',
  'availableReplicas',
  'updatedReplicas',
  'desiredNumberScheduled',
  'currentNumberScheduled',
  'numberReady',
  'active',
  'succeeded',
  'failed',
  'lastScheduleTime',
  'conditions',
] as const;

const transformTemplate = (raw: Template): Template => ({
  spec: {
    containers: (raw.spec?.containers ?? []).map(transformContainer),
    ...(raw.spec?.initContainers ? { initContainers: raw.spec.initContainers.map(transformContainer) } : {}),
  },
});

/** Transforms what makes pods, of any of its kinds, which it writes on the object. */
export const transformWorkload =
  (kind: string) =>
  (raw: WorkloadObject): WorkloadObject => {
    const spec = raw.spec ?? {};
    const inner = spec.jobTemplate?.spec?.template;
    return {
      kind,
      metadata: transformMetadata(raw.metadata),
      spec: {
        ...pick(spec, ['replicas', 'completions', 'parallelism', 'suspend', 'schedule', 'selector']),
        ...(spec.template ? { template: transformTemplate(spec.template) } : {}),
        ...(inner ? { jobTemplate: { spec: { template: transformTemplate(inner) } } } : {}),
      },
      status: pick(raw.status ?? {}, STATUS),
    };
  };
