/** Rules of selectors as manifests write them: of labels, and of nodes. */
import type { V1Affinity, V1LabelSelector, V1NodeSelectorTerm, V1PodAffinityTerm } from '@kubernetes/client-node';
import type { Json } from './kinds';
import type { FieldErrors } from './validation-errors';
import { validateLabels } from './validation-meta';
import { labelValueProblems, qualifiedNameProblems } from './validation-names';

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

/** A selector of labels. */
export function validateLabelSelector(selector: Json<V1LabelSelector>, field: string, errors: FieldErrors): void {
  validateLabels(selector.matchLabels, `${field}.matchLabels`, errors);
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${index}]`;
    validateValues(requirement, at, errors);
    validateKey(requirement.key, at, errors);
    for (const [place, value] of (requirement.values ?? []).entries())
      for (const problem of labelValueProblems(value)) errors.invalid(`${at}.values[${place}]`, value, problem);
  }
}

function validateNodeTerm(term: Json<V1NodeSelectorTerm>, field: string, errors: FieldErrors): void {
  for (const [index, requirement] of (term.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${index}]`;
    if (requirement.operator !== 'Gt' && requirement.operator !== 'Lt') validateValues(requirement, at, errors);
    else if (requirement.values?.length !== 1)
      errors.required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'");
    validateKey(requirement.key, at, errors);
  }
}

function validatePodTerm(term: Json<V1PodAffinityTerm>, field: string, errors: FieldErrors): void {
  if (term.labelSelector) validateLabelSelector(term.labelSelector, `${field}.labelSelector`, errors);
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
    validateNodeTerm(term, `${terms}[${index}]`, errors);
  for (const [index, { weight, preference }] of (node?.[PREFERRED] ?? []).entries()) {
    const at = `${field}.nodeAffinity.${PREFERRED}[${index}]`;
    validateWeight(weight, at, errors);
    validateNodeTerm(preference, `${at}.preference`, errors);
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
