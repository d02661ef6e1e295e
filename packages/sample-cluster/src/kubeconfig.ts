/** The kubeconfig of the sample cluster: for kubectl, and for Kubeplano itself, which reads it as any other. */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { claimOf, isClaim } from './place.ts';

export const SAMPLE_CONTEXT = 'kubeplano-sample';

/** Somebody the kubeconfig has a context for. */
export interface KubeconfigUser {
  /** Of the context and of the user. */
  name: string;
  token: string;
  /** Where commands without `-n` look; `default` when absent. */
  namespace?: string;
}

/** A kubeconfig with one cluster and a context for each user; the first is the current one. */
export function kubeconfigText(options: {
  url: string;
  certificate: string;
  token: string;
  others?: readonly KubeconfigUser[];
  /** The process that holds its name. */
  pid?: number;
}): string {
  const authority = Buffer.from(options.certificate).toString('base64');
  const users: KubeconfigUser[] = [{ name: SAMPLE_CONTEXT, token: options.token }, ...(options.others ?? [])];
  return `${options.pid === undefined ? '' : claimOf(options.pid)}apiVersion: v1
kind: Config
clusters:
- name: ${SAMPLE_CONTEXT}
  cluster:
    server: ${options.url}
    certificate-authority-data: ${authority}
users:
${users.map(({ name, token }) => `- name: ${name}\n  user:\n    token: ${token}\n`).join('')}contexts:
${users.map(contextText).join('')}current-context: ${SAMPLE_CONTEXT}
preferences: {}
`;
}

const contextText = ({ name, namespace }: KubeconfigUser) => `- name: ${name}
  context:
    cluster: ${SAMPLE_CONTEXT}
    user: ${name}
${namespace ? `    namespace: ${namespace}\n` : ''}`;

/** There is something that is no kubeconfig of a sample cluster: somebody's own, which is never written over. */
export class ForeignFile extends Error {
  override readonly name = 'ForeignFile';
}

/** A sample cluster's kubeconfig leads nowhere else. */
function isOurs(text: string): boolean {
  const servers = text.match(/^\s*(- )?server:.*$/gm) ?? [];
  return servers.length === 1 && text.includes(`current-context: ${SAMPLE_CONTEXT}\n`);
}

async function refuseForeign(path: string): Promise<void> {
  // Of the name itself: a link or a device is somebody's too, and would be replaced.
  const file = await lstat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return;
  const text = file.isFile() ? await readFile(path, 'utf8') : undefined;
  if (text === undefined || (text.trim() !== '' && !isClaim(text) && !isOurs(text))) throw new ForeignFile(path);
}

/** Writes it where only its owner can read it (mode 600); a reader never sees half of it. Throws {@link ForeignFile}. */
export async function writeKubeconfig(path: string, text: string): Promise<void> {
  await refuseForeign(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // A name nobody can have planted a link under, in a folder others may write to.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
