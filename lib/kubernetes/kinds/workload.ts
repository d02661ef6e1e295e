import type { WorkloadObject } from '@/lib/model/objects';
import { pruneContainer } from './containers';
import { pick, pruneMeta } from './prune';

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

const pruneTemplate = (raw: Template): Template => ({
  spec: {
    containers: (raw.spec?.containers ?? []).map(pruneContainer),
    ...(raw.spec?.initContainers ? { initContainers: raw.spec.initContainers.map(pruneContainer) } : {}),
  },
});

/** Prunes what makes pods, of any of its kinds, which it writes on the object. */
export const pruneWorkload =
  (kind: string) =>
  (raw: WorkloadObject): WorkloadObject => {
    const spec = raw.spec ?? {};
    const inner = spec.jobTemplate?.spec?.template;
    return {
      kind,
      metadata: pruneMeta(raw.metadata),
      spec: {
        ...pick(spec, ['replicas', 'completions', 'parallelism', 'suspend', 'schedule', 'selector']),
        ...(spec.template ? { template: pruneTemplate(spec.template) } : {}),
        ...(inner ? { jobTemplate: { spec: { template: pruneTemplate(inner) } } } : {}),
      },
      status: pick(raw.status ?? {}, STATUS),
    };
  };
