/** Rules of what containers ask for and may have. */
import type { V1ResourceRequirements } from '@kubernetes/client-node';
import { parseQuantity } from '../quantity.ts';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { qualifiedNameProblems } from './validation-names.ts';

const OF_CONTAINERS = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;
const STANDARD =
  /^(cpu|memory|ephemeral-storage|storage|hugepages-.+|((requests|limits)\.)(cpu|memory|ephemeral-storage)|requests\.(storage|hugepages-.+)|pods|resourcequotas|services|services\.(nodeports|loadbalancers)|replicationcontrollers|secrets|configmaps|persistentvolumeclaims)$/;

/** In billionths; what is no quantity was refused when it was read. */
const nano = (text: string): bigint => parseQuantity(text) ?? 0n;
const ONE = 1_000_000_000n;

const isHuge = (name: string) => name.startsWith('hugepages-');
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
/** What can be overcommitted may be asked for in part; all else is asked for as a whole. */
const isShared = (name: string) => isNative(name) && !isHuge(name);

function validateName(name: string, at: string, errors: FieldErrors): void {
  for (const problem of qualifiedNameProblems(name)) errors.invalid(at, name, problem);
  if (name.includes('/')) {
    if (!isNative(name) && name.startsWith('requests.'))
      errors.invalid(at, name, "doesn't follow extended resource name standard");
    return;
  }
  if (!STANDARD.test(name)) errors.invalid(at, name, 'must be a standard resource type or fully qualified');
  if (!OF_CONTAINERS.test(name)) errors.invalid(at, name, 'must be a standard resource for containers');
}

/** An amount is not negative, and whole where the resource cannot be divided. */
export function validateAmount(name: string, amount: string, at: string, errors: FieldErrors): void {
  if (nano(amount) < 0n) errors.invalid(at, amount, 'must be greater than or equal to 0');
  const page = isHuge(name) ? nano(name.slice('hugepages-'.length)) : 0n;
  if (!isNative(name) && nano(amount) % ONE !== 0n) errors.invalid(at, amount, 'must be an integer');
  if (page > 0n && nano(amount) % page !== 0n)
    errors.invalid(at, amount, `${amount} is not positive integer multiple of ${name}`);
}

/** Requests and limits. */
export function validateResources(resources: Json<V1ResourceRequirements>, field: string, errors: FieldErrors): void {
  const { requests = {}, limits = {}, claims = [] } = resources;
  for (const [part, list] of Object.entries({ limits, requests }))
    for (const [name, amount] of Object.entries(list)) {
      const at = `${field}.${part}[${name}]`;
      validateName(name, at, errors);
      validateAmount(name, amount, at, errors);
      if (part === 'limits') continue;
      const limit = limits[name];
      if (limit === undefined) {
        if (!isShared(name)) errors.required(`${field}.limits`, 'Limit must be set for non overcommitable resources');
      } else if (!isShared(name) && nano(amount) !== nano(limit))
        errors.invalid(`${field}.requests`, amount, `must be equal to ${name} limit of ${limit}`);
      else if (nano(amount) > nano(limit))
        errors.invalid(`${field}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`);
    }
  const names = Object.keys({ ...limits, ...requests });
  if (names.some(isHuge) && !names.includes('cpu') && !names.includes('memory'))
    errors.forbidden(field, 'HugePages require cpu or memory');
  for (const [index, { name }] of claims.entries())
    if (!name) errors.required(`${field}.claims[${index}]`);
    else
      errors.notFound(
        `${field}.claims[${index}]`,
        name,
        'must be one of the names in pod.spec.resourceClaims which is empty',
      );
}
