import 'server-only';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { ProblemError } from '../problem-error';
import { readKubeconfigText } from './text';

const text = z.string();
const texts = z.array(z.string());

const cluster = z
  .object({
    server: text,
    'tls-server-name': text,
    'insecure-skip-tls-verify': z.boolean(),
    'certificate-authority': text,
    'certificate-authority-data': text,
    'proxy-url': text,
    extensions: z.array(z.object({ name: text, extension: z.unknown() })),
  })
  .partial();
const exec = z
  .object({
    apiVersion: text,
    command: text,
    args: texts,
    env: z.array(z.object({ name: text, value: text }).partial()),
    installHint: text,
    interactiveMode: text,
    provideClusterInfo: z.boolean(),
  })
  .partial();
const user = z
  .object({
    'client-certificate': text,
    'client-certificate-data': text,
    'client-key': text,
    'client-key-data': text,
    token: text,
    tokenFile: text,
    username: text,
    password: text,
    as: text,
    'as-uid': text,
    'as-groups': texts,
    'as-user-extra': z.record(text, texts),
    'auth-provider': z.object({ name: text.default(''), config: z.record(text, text).default({}) }),
    exec,
  })
  .partial();
const context = z.object({ cluster: text, user: text, namespace: text }).partial();
const name = text.default('');
const schema = z.object({
  kind: z.enum(['Config', '']).default('Config'),
  apiVersion: z.enum(['v1', '']).default('v1'),
  'current-context': text.default(''),
  clusters: z.array(z.object({ name, cluster: cluster.default({}) })).default([]),
  users: z.array(z.object({ name, user: user.default({}) })).default([]),
  contexts: z.array(z.object({ name, context: context.default({}) })).default([]),
});

/** What a kubeconfig says of a cluster, of a user and of a context. https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
export type ClusterFields = z.infer<typeof cluster>;
export type UserFields = z.infer<typeof user>;
export type ExecFields = z.infer<typeof exec>;
export type ContextFields = z.infer<typeof context>;
/** One kubeconfig file, its fields of the types kubectl asks of them. */
export type ParsedKubeconfig = z.infer<typeof schema>;

/** Go reads null as nothing, wherever it stands. */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 32) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item ?? {}, depth + 1));
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner, depth + 1)]));
}

/** `users[2].user.token` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, step) => (typeof step === 'number' ? `${place}[${step}]` : `${place}${place ? '.' : ''}${String(step)}`),
    '',
  );

function parseYaml(file: string): unknown {
  try {
    // As kubectl's: YAML 1.1 (`yes` is true), a key may come twice, a date is a text.
    return parse(readKubeconfigText(file), {
      version: '1.1',
      uniqueKeys: false,
      logLevel: 'error',
      customTags: (tags) => tags.filter((tag) => tag !== 'timestamp'),
    });
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    // Only the place and the kind of the mistake: what stands there may be a credential.
    const place = cause instanceof YAMLParseError ? cause.linePos?.[0] : undefined;
    const kind = cause instanceof YAMLParseError ? cause.code : 'not YAML';
    throw new ProblemError('kubeconfig-malformed', place ? `line ${place.line}, column ${place.col}: ${kind}` : kind, {
      file,
    });
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DATA = ['certificate-authority-data', 'client-certificate-data', 'client-key-data'] as const;

/** kubectl reads no file of which one entry is no base64, or which names one thing twice. */
function refuse(file: string, lists: Record<string, { name: string; fields: Record<string, unknown> }[]>) {
  for (const [list, entries] of Object.entries(lists)) {
    const seen = new Set<string>();
    for (const { name: called, fields } of entries) {
      const entry = `${list}[${called}]`;
      if (seen.has(called))
        throw new ProblemError('kubeconfig-refused', `duplicate name "${called}" in list`, { file, entry });
      seen.add(called);
      for (const field of DATA) {
        const data = fields[field];
        if (typeof data === 'string' && !BASE64.test(data.replace(/[\r\n]/g, '')))
          throw new ProblemError('certificate-invalid', 'illegal base64 data', { file, entry: `${entry}.${field}` });
      }
    }
  }
}

/** Reads one file. Throws `kubeconfig-…` and `certificate-invalid`, with the file and the entry; never a value. */
export function parseKubeconfig(file: string): ParsedKubeconfig {
  const raw = parseYaml(file);
  if (raw !== undefined && raw !== null && (typeof raw !== 'object' || Array.isArray(raw)))
    throw new ProblemError('kubeconfig-malformed', 'not a mapping', { file });
  const { data, error } = schema.safeParse(withoutNulls(raw ?? {}));
  if (error) {
    const [issue] = error.issues;
    const entry = placeOf(issue?.path ?? []);
    // Zod says which type it expected and which it met, not the value.
    throw new ProblemError('kubeconfig-malformed', issue?.message ?? '', { file, ...(entry ? { entry } : {}) });
  }
  refuse(file, {
    clusters: data.clusters.map((one) => ({ name: one.name, fields: one.cluster })),
    users: data.users.map((one) => ({ name: one.name, fields: one.user })),
    contexts: data.contexts.map((one) => ({ name: one.name, fields: one.context })),
  });
  return data;
}
