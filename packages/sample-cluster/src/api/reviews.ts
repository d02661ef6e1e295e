/** Reviews a client asks about itself, and version and health of the server. */
import { mayDo, mayVisit, rulesIn, type User } from './authorizer.ts';
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, textOf } from './json.ts';

/** The version whose behaviour is matched: that of the recorded exchanges and of the schema. */
export const VERSION = {
  major: '1',
  minor: '36',
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitVersion: 'v1.36.2',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'linux/amd64',
};

const REVIEW = /^\/apis\/(authentication|authorization)\.k8s\.io\/v1\/selfsubject(|access|rules)reviews$/;

/** True for the paths {@link review} answers. */
export const isReview = (path: string): boolean => REVIEW.test(path);

/** Answers a self-subject review; undefined for a path that is none. */
export function review(path: string, body: unknown, user: User, now: string): Fields | undefined {
  const given = fieldsOf(body);
  const of = (apiVersion: string, kind: string, status: Fields): Fields => {
    if (given.kind !== undefined && given.kind !== kind)
      throw new ApiError(
        400,
        'BadRequest',
        `no kind ${JSON.stringify(textOf(given.kind) ?? '')} is registered for version ${JSON.stringify(apiVersion)}`,
      );
    return { kind, apiVersion, metadata: { creationTimestamp: now }, spec: fieldsOf(given.spec), status };
  };
  switch (path) {
    case '/apis/authentication.k8s.io/v1/selfsubjectreviews': {
      const { spec: _spec, ...answer } = of('authentication.k8s.io/v1', 'SelfSubjectReview', {
        userInfo: { username: user.username, groups: user.groups },
      });
      return answer;
    }
    case '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews':
      return of('authorization.k8s.io/v1', 'SelfSubjectAccessReview', {
        allowed: isAllowed(user, fieldsOf(given.spec)),
      });
    case '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews':
      return of('authorization.k8s.io/v1', 'SelfSubjectRulesReview', {
        ...rulesIn(user, textOf(fieldsOf(given.spec).namespace) ?? ''),
      });
    default:
      return undefined;
  }
}

function isAllowed(user: User, spec: Fields): boolean {
  if (spec.resourceAttributes === undefined) {
    const { verb, path } = fieldsOf(spec.nonResourceAttributes);
    return mayVisit(user, textOf(verb) ?? '', textOf(path) ?? '');
  }
  const asked = fieldsOf(spec.resourceAttributes);
  const resource = textOf(asked.resource) ?? '';
  const subresource = textOf(asked.subresource);
  return mayDo(user, {
    verb: textOf(asked.verb) ?? '',
    group: textOf(asked.group) ?? '',
    resource: subresource ? `${resource}/${subresource}` : resource,
    namespace: textOf(asked.namespace),
    name: textOf(asked.name),
  });
}
