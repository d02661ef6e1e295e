/** Refusals that several verbs share, worded as a real server words them. */
import { ApiError, type StatusDetails } from './errors.ts';
import { qualifiedName, type ResourceInfo } from './resources.ts';

/** A resource, or a subresource of one (`deployments/scale`). */
type Named = Pick<ResourceInfo, 'group'> & { resource: string };

const about = (info: Named, name: string): StatusDetails => ({
  name,
  ...(info.group ? { group: info.group } : {}),
  kind: info.resource,
});

/** 404 of one object. */
export const notFound = (info: ResourceInfo, name: string): ApiError =>
  new ApiError(404, 'NotFound', `${qualifiedName(info)} ${JSON.stringify(name)} not found`, about(info, name));

/** 409 of a name that is taken. */
export const alreadyExists = (info: ResourceInfo, name: string): ApiError =>
  new ApiError(
    409,
    'AlreadyExists',
    `${qualifiedName(info)} ${JSON.stringify(name)} already exists`,
    about(info, name),
  );

/** 409 of a write that does not fit what is stored. */
export const conflict = (info: Named, name: string, why: string): ApiError => {
  const message = `Operation cannot be fulfilled on ${qualifiedName(info)} ${JSON.stringify(name)}: ${why}`;
  return new ApiError(409, 'Conflict', message, about(info, name));
};

/** 409 of an outdated resourceVersion. */
export const modified = (info: ResourceInfo, name: string): ApiError =>
  conflict(info, name, 'the object has been modified; please apply your changes to the latest version and try again');

/** 409 of a precondition on the uid. */
export const otherUid = (info: Named, name: string, asked: string, is: string): ApiError =>
  conflict(info, name, `Precondition failed: UID in precondition: ${asked}, UID in object meta: ${is}`);

/** Throws 403 for an object that nobody but the cluster makes. */
export function checkMakeable(info: ResourceInfo, name: string): void {
  if (!info.given) return;
  const why = `the ${info.resource} there are belong to what this cluster has, and no others can be made`;
  throw new ApiError(
    403,
    'Forbidden',
    `${qualifiedName(info)} ${JSON.stringify(name)} is forbidden: ${why}`,
    about(info, name),
  );
}

/** 403 of a namespace on its way out. */
export const terminating = (info: ResourceInfo, name: string, namespace: string): ApiError => {
  const because = `unable to create new content in namespace ${namespace} because it is being terminated`;
  return new ApiError(403, 'Forbidden', `${qualifiedName(info)} ${JSON.stringify(name)} is forbidden: ${because}`, {
    ...about(info, name),
    causes: [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  });
};

/** Namespaces nobody may delete. */
const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

/** Throws 403 for a namespace a cluster cannot do without. */
export function checkMortal(name: string): void {
  if (!IMMORTAL.has(name)) return;
  const message = `namespaces ${JSON.stringify(name)} is forbidden: this namespace may not be deleted`;
  throw new ApiError(403, 'Forbidden', message, { name, kind: 'namespaces' });
}
