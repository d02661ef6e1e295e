/** Versions as Kubernetes writes them, and as image tags carry them. */

/** Minor of a Kubernetes version: 20 for `v1.20.2`, 17 for `v1.17.1+b83bc57`; undefined when it is not one. */
export function kubernetesMinor(version: string | undefined): number | undefined {
  const match = /^v?1\.(\d+)/.exec(version ?? '');
  return match ? Number(match[1]) : undefined;
}

/** The tag of an image, without its digest: `v1.20.2` of `host:5000/kube-apiserver:v1.20.2@sha256:…`. */
export function imageTag(image: string | undefined): string | undefined {
  const name = (image ?? '').split('@')[0] ?? '';
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return tag && tag !== 'latest' ? tag : undefined;
}

/** `containerd://1.6.20` → `{ name: 'containerd', version: '1.6.20' }`; undefined when it has no such form. */
export function parseRuntime(text: string | undefined): { name: string; version: string } | undefined {
  const match = /^([a-z0-9-]+):\/\/(.*)$/.exec(text ?? '');
  return match?.[1] ? { name: match[1], version: match[2] ?? '' } : undefined;
}
