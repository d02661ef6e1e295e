/** The kubeconfig of the sample cluster: for kubectl, and for Kubeplano itself, which reads it as any other. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export const SAMPLE_CONTEXT = 'kubeplano-sample';

/** A kubeconfig with one cluster, one user and one context. */
export function kubeconfigText(options: { url: string; certificate: string; token: string; context?: string }): string {
  const name = options.context ?? SAMPLE_CONTEXT;
  const authority = Buffer.from(options.certificate).toString('base64');
  return `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster:
    server: ${options.url}
    certificate-authority-data: ${authority}
users:
- name: ${name}
  user:
    token: ${options.token}
contexts:
- name: ${name}
  context:
    cluster: ${name}
    user: ${name}
current-context: ${name}
preferences: {}
`;
}

/** Writes it where only its owner can read it (mode 600); a reader never sees half of it. */
export async function writeKubeconfig(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}
