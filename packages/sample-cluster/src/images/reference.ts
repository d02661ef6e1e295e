/** An image reference taken apart. `domain/path[:tag][@digest]`. */
export interface ImageReference {
  domain: string;
  path: string;
  tag: string;
  digest?: string;
}

const VALID = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

/** Reads a reference as docker does (`nginx` is `docker.io/library/nginx:latest`); undefined when it is none. */
export function parseReference(text: string): ImageReference | undefined {
  const [beforeDigest = '', digest] = text.split('@', 2);
  const slash = beforeDigest.indexOf('/');
  const first = slash < 0 ? '' : beforeDigest.slice(0, slash);
  const hasDomain = first.includes('.') || first.includes(':') || first === 'localhost';
  const domain = hasDomain ? first : 'docker.io';
  const rest = hasDomain ? beforeDigest.slice(slash + 1) : beforeDigest;
  const colon = rest.lastIndexOf(':');
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? (digest === undefined ? 'latest' : '') : rest.slice(colon + 1);
  if (
    !VALID.test(path) ||
    (tag !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag)) ||
    (colon >= 0 && tag === '')
  )
    return undefined;
  const full = domain === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { domain, path: full, tag, ...(digest === undefined ? {} : { digest }) };
}

/** Why a text is no name of an image, in the words of who could not read it; undefined when it is one. */
export function referenceProblem(text: string): string | undefined {
  if (parseReference(text) !== undefined) return undefined;
  const lower = parseReference(text.toLowerCase());
  const wrong = `couldn't parse image name "${text}": invalid reference format`;
  if (lower === undefined) return wrong;
  const { path } = lower;
  const from = text.toLowerCase().indexOf(path.replace(/^library\//, ''));
  const written = text.slice(from, from + path.replace(/^library\//, '').length);
  const name = path.startsWith('library/') && !written.includes('/') ? `library/${written}` : written;
  return `${wrong}: repository name (${name}) must be lowercase`;
}

/** The reference in full: `docker.io/library/nginx:latest`. */
export function fullName(reference: ImageReference): string {
  const tag = reference.tag === '' ? '' : `:${reference.tag}`;
  return `${repository(reference)}${tag}${reference.digest === undefined ? '' : `@${reference.digest}`}`;
}

/** Without tag and digest: `docker.io/library/nginx`. */
export const repository = (reference: ImageReference): string => `${reference.domain}/${reference.path}`;

/** `Always` for `latest` and for no tag, else `IfNotPresent`. */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const reference = parseReference(image);
  return reference?.tag === 'latest' && reference.digest === undefined ? 'Always' : 'IfNotPresent';
}
