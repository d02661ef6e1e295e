/**
 * Writes src/api/schema/models.json: fields, types and descriptions of the Kubernetes kinds the sample cluster
 * serves, taken from @kubernetes/client-node (generated from the Kubernetes 1.36 OpenAPI document).
 * Run after upgrading client-node: `node scripts/write-schema.js`; a test fails while the file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const models = join(dirname(createRequire(import.meta.url).resolve('@kubernetes/client-node')), 'gen/models');

const ROOTS = [
  'V1Namespace V1Node V1Pod CoreV1Event V1ConfigMap V1Secret V1ServiceAccount V1Service V1Endpoints V1Binding',
  'V1Deployment V1ReplicaSet V1ReplicationController V1DaemonSet V1StatefulSet V1ControllerRevision V1Job V1CronJob V1Lease V1RuntimeClass',
  'V1PriorityClass V1PodDisruptionBudget V1EndpointSlice EventsV1Event V1Scale V1Eviction V1ComponentStatus',
  'V1SelfSubjectAccessReview V1SelfSubjectRulesReview V1SelfSubjectReview V1DeleteOptions V1Status V1ListMeta',
]
  .join(' ')
  .split(' ');

/** @param {string} text */
const unwrap = (text) =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*\*\s?/, ''))
    .join('\n')
    .replace(/\\(['"])/g, '$1')
    // Paragraphs come as two spaces.
    .replace(/(?<=[.:]) {2}(?=\S)/g, '\n\n')
    .trim();

/**
 * One model as `{ d: description, f: { field: [type, format, description, required] } }`.
 * @param {string} name
 */
function readModel(name) {
  const typings = readFileSync(join(models, `${name}.d.ts`), 'utf8');
  const code = readFileSync(join(models, `${name}.js`), 'utf8');
  const attributes = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(code)?.[1] ?? '[]';
  /** @type {{ name: string, baseName: string, type: string, format: string }[]} */
  const list = JSON.parse(attributes);
  /** @type {Record<string, (string | number)[]>} */
  const fields = {};
  for (const { name: field, baseName, type, format } of list) {
    const found = new RegExp(`(?:/\\*\\*\\n((?:(?!\\*/)[\\s\\S])*?)\\s*\\*/\\s*)?'${field}'(\\??):`).exec(typings);
    const entry = [type.replace(/\s+/g, ' ').trim(), format, unwrap(found?.[1] ?? ''), found?.[2] === '?' ? 0 : 1];
    while (entry.length > 1 && !entry.at(-1)) entry.pop();
    fields[baseName] = entry;
  }
  const description = unwrap(
    /\/\*\*\n([\s\S]*?)\*\/\nexport declare class/.exec(typings)?.[1]?.split('/**').at(-1) ?? '',
  );
  return { d: description, f: fields };
}

/** @type {Record<string, ReturnType<typeof readModel>>} */
const schema = {};
const queue = [...ROOTS];
for (let name = queue.shift(); name; name = queue.shift()) {
  if (schema[name]) continue;
  const model = readModel(name);
  schema[name] = model;
  for (const [type] of Object.values(model.f)) {
    for (const word of String(type).match(/\b(?:V\d|Core|Events|Discovery|Storage|Authentication)\w+/g) ?? [])
      if (word !== 'V1MicroTime') queue.push(word);
  }
}

const target = fileURLToPath(new URL('../src/api/schema/models.json', import.meta.url));
const text = `${JSON.stringify(Object.fromEntries(Object.entries(schema).sort(([a], [b]) => (a < b ? -1 : 1))))}\n`;
if (process.argv.includes('--check')) process.exitCode = readFileSync(target, 'utf8') === text ? 0 : 1;
else writeFileSync(target, text);
