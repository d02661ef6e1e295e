/** Rules of selectors as manifests write them: of labels, and of nodes. */
import type {
  V1Affinity,
  V1LabelSelector,
  V1NodeSelectorTerm,
  V1PodAffinityTerm,
  V1TopologySpreadConstraint,
} from '@kubernetes/client-node';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { validateLabels } from './validation-meta.ts';
import { labelProblems, labelValueProblems, qualifiedNameProblems, subdomainProblems } from './validation-names.ts';

interface Requirement {
  key?: string;
  operator?: string;
  values?: string[];
}

/** What In, Exists and the like ask of the values beside them. */
function validateValues({ operator = '', values = [] }: Requirement, at: string, errors: FieldErrors): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
  } else errors.invalid(`${at}.operator`, operator, 'not a valid selector operator');
}

const validateKey = (key: string, at: string, errors: FieldErrors) => {
  for (const problem of qualifiedNameProblems(key)) errors.invalid(`${at}.key`, key, problem);
};

function validateLabelValues(values: string[] | undefined, at: string, errors: FieldErrors): void {
  for (const [place, value] of (values ?? []).entries())
    for (const problem of labelValueProblems(value)) errors.invalid(`${at}.values[${place}]`, value, problem);
}

/** A selector of labels. */
export function validateLabelSelector(selector: Json<V1LabelSelector>, field: string, errors: FieldErrors): void {
  validateLabels(selector.matchLabels, `${field}.matchLabels`, errors);
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${index}]`;
    validateValues(requirement, at, errors);
    validateKey(requirement.key, at, errors);
    validateLabelValues(requirement.values, at, errors);
  }
}

/** A node may be chosen by its name, which is a field; `strict` for what must be met. */
function validateNodeTerm(term: Json<V1NodeSelectorTerm>, field: string, strict: boolean, errors: FieldErrors): void {
  for (const [index, requirement] of (term.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${index}]`;
    if (requirement.operator !== 'Gt' && requirement.operator !== 'Lt') validateValues(requirement, at, errors);
    else if (requirement.values?.length !== 1)
      errors.required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'");
    validateKey(requirement.key, at, errors);
    if (strict) validateLabelValues(requirement.values, at, errors);
  }
  for (const [index, { key, operator, values = [] }] of (term.matchFields ?? []).entries()) {
    const at = `${field}.matchFields[${index}]`;
    if (operator !== 'In' && operator !== 'NotIn')
      errors.invalid(`${at}.operator`, operator, 'not a valid selector operator');
    else if (values.length !== 1)
      errors.required(
        `${at}.values`,
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
      );
    if (key !== 'metadata.name') errors.invalid(`${at}.key`, key, 'not a valid field selector key');
    else
      for (const [place, name] of values.entries())
        for (const problem of subdomainProblems(name)) errors.invalid(`${at}.values[${place}]`, name, problem);
  }
}

function validatePodTerm(term: Json<V1PodAffinityTerm>, field: string, errors: FieldErrors): void {
  if (term.labelSelector) validateLabelSelector(term.labelSelector, `${field}.labelSelector`, errors);
  if (term.namespaceSelector) validateLabelSelector(term.namespaceSelector, `${field}.namespaceSelector`, errors);
  for (const name of term.namespaces ?? [])
    for (const problem of labelProblems(name)) errors.invalid(`${field}.namespace`, name, problem);
  if (!term.topologyKey) errors.required(`${field}.topologyKey`, 'can not be empty');
  for (const problem of qualifiedNameProblems(term.topologyKey ?? ''))
    errors.invalid(`${field}.topologyKey`, term.topologyKey, problem);
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function validateWeight(weight: number, at: string, errors: FieldErrors): void {
  if (weight < 1 || weight > 100) errors.invalid(`${at}.weight`, weight, 'must be in the range 1-100');
}

/** What a pod asks of nodes and of its neighbours. */
export function validateAffinity(affinity: Json<V1Affinity>, field: string, errors: FieldErrors): void {
  const node = affinity.nodeAffinity;
  const terms = `${field}.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
  if (node?.[REQUIRED] && (node[REQUIRED].nodeSelectorTerms ?? []).length === 0)
    errors.required(terms, 'must have at least one node selector term');
  for (const [index, term] of (node?.[REQUIRED]?.nodeSelectorTerms ?? []).entries())
    validateNodeTerm(term, `${terms}[${index}]`, true, errors);
  for (const [index, { weight, preference }] of (node?.[PREFERRED] ?? []).entries()) {
    const at = `${field}.nodeAffinity.${PREFERRED}[${index}]`;
    validateWeight(weight, at, errors);
    validateNodeTerm(preference, `${at}.preference`, false, errors);
  }
  for (const side of ['podAffinity', 'podAntiAffinity'] as const) {
    for (const [index, term] of (affinity[side]?.[REQUIRED] ?? []).entries())
      validatePodTerm(term, `${field}.${side}.${REQUIRED}[${index}]`, errors);
    for (const [index, { weight, podAffinityTerm }] of (affinity[side]?.[PREFERRED] ?? []).entries()) {
      const at = `${field}.${side}.${PREFERRED}[${index}]`;
      validateWeight(weight, at, errors);
      validatePodTerm(podAffinityTerm, `${at}.podAffinityTerm`, errors);
    }
  }
}

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const INCLUSIONS = ['Honor', 'Ignore'];

/** Which nodes count, and which pods. */
function validateDomains(constraint: Json<V1TopologySpreadConstraint>, at: string, errors: FieldErrors): void {
  const { minDomains, whenUnsatisfiable, labelSelector, matchLabelKeys = [] } = constraint;
  if (minDomains !== undefined && minDomains <= 0)
    errors.invalid(`${at}.minDomains`, minDomains, 'must be greater than zero');
  if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule')
    errors.invalid(
      `${at}.minDomains`,
      minDomains,
      `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`,
    );
  for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
    const policy = constraint[name];
    if (policy !== undefined && !INCLUSIONS.includes(policy)) errors.notSupported(`${at}.${name}`, policy, INCLUSIONS);
  }
  if (matchLabelKeys.length > 0 && !labelSelector)
    errors.forbidden(`${at}.matchLabelKeys`, 'must not be specified when labelSelector is not set');
  for (const [place, key] of matchLabelKeys.entries())
    for (const problem of qualifiedNameProblems(key)) errors.invalid(`${at}.matchLabelKeys[${place}]`, key, problem);
}

/** How a pod's like are spread. */
export function validateSpread(
  constraints: Json<V1TopologySpreadConstraint>[] | undefined,
  field: string,
  errors: FieldErrors,
): void {
  for (const [index, constraint] of (constraints ?? []).entries()) {
    const at = `${field}[${index}]`;
    const { maxSkew, topologyKey, whenUnsatisfiable = '', labelSelector } = constraint;
    if (maxSkew <= 0) errors.invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero');
    if (!topologyKey) errors.required(`${at}.topologyKey`, 'can not be empty');
    if (!ACTIONS.includes(whenUnsatisfiable))
      errors.notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, ACTIONS);
    const again = constraints
      ?.slice(index + 1)
      .some((other) => other.topologyKey === topologyKey && (other.whenUnsatisfiable ?? '') === whenUnsatisfiable);
    if (again) errors.duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${whenUnsatisfiable}}`);
    validateDomains(constraint, at, errors);
    if (labelSelector) validateLabelSelector(labelSelector, `${at}.labelSelector`, errors);
  }
}
