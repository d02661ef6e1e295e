/** The parameters of requests: what may be asked, and the refusals of a real server for the rest. */
import type { DeleteOptions } from './client.ts';
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, listOf, numberOf, textOf } from './json.ts';
import { isTrue, wholeNumber } from './request.ts';
import { FieldErrors } from './validation-errors.ts';

const check = (errors: FieldErrors, kind: string) => errors.check({ group: 'meta.k8s.io', kind }, '');

function validateDryRun(errors: FieldErrors, values: readonly unknown[]): void {
  if (values.some((one) => one !== 'All')) errors.notSupported('dryRun', values, ['All']);
}

const LONGEST_MANAGER = 128;

function validateManager(errors: FieldErrors, manager: string): void {
  if (Buffer.byteLength(manager) > LONGEST_MANAGER) errors.tooLong('fieldManager', LONGEST_MANAGER);
  const found = /\p{C}/u.exec(manager);
  if (!found) return;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  errors.invalid('fieldManager', manager, `invalid character U+${code} (at position ${found.index})`);
}

const VALIDATIONS = ['Ignore', 'Strict', 'Warn'] as const;
export type FieldValidation = (typeof VALIDATIONS)[number];

/** What a write may be asked. Throws {@link ApiError} 422; `isApply` of a patch that is no other. */
export function writeOptions(
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  query: URLSearchParams,
  userAgent: string | undefined,
  isApply = false,
) {
  const errors = new FieldErrors();
  const [dryRun, manager] = [query.getAll('dryRun'), query.get('fieldManager') ?? ''];
  const asked = query.get('fieldValidation') || 'Warn';
  const validation = VALIDATIONS.find((one) => one === asked);
  if (isApply && !manager) errors.required('fieldManager', 'is required for apply patch');
  if (kind === 'PatchOptions' && !isApply && query.has('force'))
    errors.forbidden('force', 'may not be specified for non-apply patch');
  validateManager(errors, manager);
  validateDryRun(errors, dryRun);
  if (validation === undefined) errors.notSupported('fieldValidation', asked, VALIDATIONS);
  check(errors, kind);
  return {
    dryRun: dryRun.length > 0,
    validation: validation ?? 'Warn',
    manager: manager || (userAgent ?? '').split('/')[0]?.slice(0, LONGEST_MANAGER) || 'unknown',
    force: isTrue(query.get('force')),
  } as const;
}
export type WriteOptions = ReturnType<typeof writeOptions>;

const POLICIES = ['Foreground', 'Background', 'Orphan'] as const;

/** What a deletion may be asked, in its body or, without one, in its parameters. Throws {@link ApiError} 400 and 422. */
export function deleteOptions(body: Fields, query: URLSearchParams): { options: DeleteOptions; dryRun: boolean } {
  const given = Object.keys(body).length > 0 ? body : parametersOf(query);
  const errors = new FieldErrors();
  const { propagationPolicy: policy, orphanDependents: orphan } = given;
  const propagationPolicy = orphan === true ? 'Orphan' : POLICIES.find((one) => one === policy);
  if (orphan !== undefined && policy !== undefined)
    errors.invalid('propagationPolicy', policy, 'orphanDependents and deletionPropagation cannot be both set');
  if (policy !== undefined && !POLICIES.some((one) => one === policy))
    errors.notSupported('propagationPolicy', policy, [...POLICIES, 'nil']);
  const dryRun = listOf(given.dryRun);
  validateDryRun(errors, dryRun);
  check(errors, 'DeleteOptions');
  const gracePeriodSeconds = numberOf(given.gracePeriodSeconds);
  const preconditions = fieldsOf(given.preconditions);
  const [uid, resourceVersion] = [textOf(preconditions.uid), textOf(preconditions.resourceVersion)];
  return {
    dryRun: dryRun.length > 0,
    options: {
      ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      ...(propagationPolicy ? { propagationPolicy } : {}),
      preconditions: { ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) },
    },
  };
}

function parametersOf(query: URLSearchParams): Fields {
  return {
    gracePeriodSeconds: wholeNumber(query.get('gracePeriodSeconds')),
    propagationPolicy: query.get('propagationPolicy') ?? undefined,
    orphanDependents: query.has('orphanDependents') ? isTrue(query.get('orphanDependents')) : undefined,
    dryRun: query.getAll('dryRun'),
  };
}

const MATCHES = ['Exact', 'NotOlderThan'];

/** What a list or a watch may be asked. Throws {@link ApiError} 400 and 422. */
export function checkListOptions(query: URLSearchParams): void {
  for (const name of ['limit', 'timeoutSeconds']) wholeNumber(query.get(name));
  const errors = new FieldErrors();
  const [match, version] = [query.get('resourceVersionMatch') ?? '', query.get('resourceVersion') ?? ''];
  const initial = query.has('sendInitialEvents');
  const field = 'resourceVersionMatch';
  const forbid = (why: string) => errors.forbidden(field, why);
  const continues = () => {
    if (query.get('continue')) forbid('resourceVersionMatch is forbidden when continue is provided');
  };
  if (isTrue(query.get('watch'))) {
    if (initial && match !== 'NotOlderThan')
      forbid('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
    if (match) {
      if (!initial) forbid('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
      if (match !== 'NotOlderThan') errors.notSupported(field, match, ['NotOlderThan']);
      continues();
    }
  } else {
    if (match) {
      if (!version) forbid('resourceVersionMatch is forbidden unless resourceVersion is provided');
      continues();
      if (!MATCHES.includes(match)) errors.notSupported(field, match, [...MATCHES, '']);
      if (match === 'Exact' && version === '0')
        forbid('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
    }
    if (initial) errors.forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list');
  }
  check(errors, 'ListOptions');
}

/** The revision a request names. Throws {@link ApiError} 400 when it is no number. */
export function revisionOf(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (/^\d{1,18}$/.test(text)) return Number(text);
  const shown = JSON.stringify(text);
  const why = /^\d+$/.test(text) ? 'value out of range' : 'invalid syntax';
  throw new ApiError(
    400,
    'BadRequest',
    `invalid resource version: ${shown}: strconv.ParseUint: parsing ${shown}: ${why}`,
  );
}
