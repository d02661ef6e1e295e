/** The parts of an image reference. Pure. Source: https://github.com/distribution/reference */
export interface ImageName {
  /** `docker.io` when the reference names none. */
  registry: string;
  repository: string;
  tag?: string;
  digest?: string;
  /** Neither tag nor digest: the node asks for `latest`. */
  implicitLatest: boolean;
}

/** Splits `registry/repository:tag@digest`; a first part without a dot, a colon or `localhost` is no registry. */
export function parseImageName(reference: string): ImageName {
  const [path = '', digest] = reference.split('@', 2);
  const slash = path.indexOf('/');
  const head = slash < 0 ? '' : path.slice(0, slash);
  const hasRegistry = head === 'localhost' || /[.:]/.test(head);
  const rest = hasRegistry ? path.slice(slash + 1) : path;
  const colon = rest.lastIndexOf(':');
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const repository = colon < 0 ? rest : rest.slice(0, colon);
  return {
    registry: hasRegistry ? head : 'docker.io',
    repository: !hasRegistry && !repository.includes('/') ? `library/${repository}` : repository,
    ...(tag ? { tag } : {}),
    ...(digest ? { digest } : {}),
    implicitLatest: !tag && !digest,
  };
}
