/** What kubectl says of two clusters, made comparable: what must differ (names, ages, addresses) is replaced by a word for it. */
import { parse } from 'yaml';
import type { Cluster } from './cluster';

/** How an answer is looked at: line by line, as a set of lines, only its labels and headings, a YAML field by field, or the names and types `explain` gives. */
export type View = 'text' | 'set' | 'outline' | 'fields' | 'names';

/** The letters Kubernetes makes names with. */
const SAFE = '[bcdfghjklmnpqrstvwxz2456789]';

const REPLACED: readonly [RegExp, string][] = [
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uid>'],
  [/\b[0-9a-f]{64}\b/g, '<id>'],
  [/(Image ID: +|imageID=)\S+/g, '$1<image>'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'],
  [/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} [+-]\d{4}/g, '<time>'],
  [new RegExp(`(pod-template-hash=|-)${SAFE}{6,10}(-${SAFE}{5})\\b`, 'g'), '$1<hash>-<id>'],
  [new RegExp(`(pod-template-hash=|\\b[a-z]+-)${SAFE}{6,10}\\b`, 'g'), '$1<hash>'],
  [new RegExp(`\\b([a-z]+)-${SAFE}{5}\\b`, 'g'), '$1-<id>'],
  [/\b\d{1,3}(\.\d{1,3}){3}(\/\d+)?\b/g, '<ip>'],
  [/\b3[0-2]\d{3}\/TCP/g, '<port>/TCP'],
  [/(nodePort=|nodePort: )\d+/g, '$1<port>'],
  // Not the seconds somebody wrote into a manifest: those are the same on both sides.
  [/(?<!(?:for|=|delay|timeout|period) ?)\b(\d+(\.\d+)?(ms|[smhd]))+\b/g, '<age>'],
  [/<age> \(x\d+ over <age>\)/g, '<age>'],
];

function replaced(text: string, cluster: Cluster): string {
  let out = text;
  for (const [from, to] of REPLACED) out = out.replace(from, to);
  for (const [name, word] of [
    [cluster.control, '<control>'],
    ...cluster.workers.map((one) => [one, '<worker>']),
  ] as const)
    if (name) out = out.replaceAll(name, word ?? '');
  return out.replace(/User "[^"]+"/g, 'User "<user>"');
}

/** Each leaf of a YAML document as `path=value`; field managers and versions are the server's own affair. */
function fields(value: unknown, path = ''): string[] {
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.length === 0) return [`${path}=${Array.isArray(value) ? '[]' : '{}'}`];
    return entries.flatMap(([key, inner]) => {
      const { type } = Object(inner);
      const own = path.endsWith('conditions') && typeof type === 'string' ? type : key;
      return fields(inner, path ? `${path}.${own}` : own);
    });
  }
  return [`${path}=${/(resourceVersion|generation|observedGeneration)$/.test(path) ? '<n>' : String(value)}`];
}

function viewed(text: string, view: View): string[] {
  if (view === 'fields') return fields(parse(text)).sort();
  const lines = text.split('\n').map((line) => line.trimEnd());
  if (view === 'names') {
    const named = lines.map((line) => line.trim()).filter((line) => /^(KIND|VERSION|GROUP):|<\S+>/.test(line));
    return named
      .map((line) => line.replace(/<(\[\])?[A-Z]\w+>.*/, '<$1Object>').replace(/^(RESOURCE|FIELD): +/, ''))
      .sort();
  }
  if (view === 'outline') return lines.map((line) => /^ *[A-Za-z][^:]*:(?= |$)/.exec(line)?.[0] ?? line);
  return view === 'set' ? [...new Set(lines)].sort() : lines;
}

/** The lines of an answer, comparable. Columns are as wide as their contents, so runs of spaces count as one. */
export function comparable(text: string, cluster: Cluster, view: View = 'text'): string[] {
  const lines = viewed(view === 'fields' ? text : replaced(text, cluster), view)
    .map((line) =>
      (view === 'fields' ? replaced(line, cluster) : line)
        .replace(/(\S) +/g, '$1 ')
        .replace(/^ {9,}/, ' '.repeat(9))
        .replace(/-{3,}/g, '---'),
    )
    .filter((line) => line.trim() !== '');
  return view === 'set' ? [...new Set(lines)].sort() : lines;
}

/** What two lists of lines do not share, in order: the rest is their longest common subsequence. */
export function difference(real: readonly string[], sample: readonly string[]) {
  const length: number[][] = Array.from({ length: real.length + 1 }, () => new Array(sample.length + 1).fill(0));
  const at = (i: number, j: number) => length[i]?.[j] ?? 0;
  for (let i = real.length - 1; i >= 0; i--)
    for (let j = sample.length - 1; j >= 0; j--)
      (length[i] ?? [])[j] = real[i] === sample[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const only: { real: string[]; sample: string[] } = { real: [], sample: [] };
  let [i, j] = [0, 0];
  while (i < real.length || j < sample.length) {
    if (i < real.length && j < sample.length && real[i] === sample[j]) [i, j] = [i + 1, j + 1];
    else if (j >= sample.length || (i < real.length && at(i + 1, j) >= at(i, j + 1))) only.real.push(real[i++] ?? '');
    else only.sample.push(sample[j++] ?? '');
  }
  return only;
}
