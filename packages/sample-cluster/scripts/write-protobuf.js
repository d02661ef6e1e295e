/**
 * Writes src/api/schema/protobuf.json: the protobuf field numbers of the objects kubectl sends (from 1.32 on its
 * `create`, `auth` and `drain` commands speak protobuf). They are read from the descriptors inside a kubectl binary of
 * 1.33 or older: `node scripts/write-protobuf.js $(which kubectl)`. Numbers never change; only new fields are added.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const binary = readFileSync(process.argv[2] ?? '');
/** @type {Record<string, { f: Record<string, (string | number)[]> }>} */
const models = JSON.parse(readFileSync(new URL('../src/api/schema/models.json', import.meta.url), 'utf8'));

/**
 * Fields of a protobuf message: number and value (varints as numbers, the rest as bytes).
 * @param {Buffer} bytes
 * @returns {{ number: number, value: number, bytes: Buffer }[]}
 */
function fieldsOf(bytes) {
  const fields = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const edge = tag & 7;
    const length = edge === 0 ? 0 : edge === 2 ? varint() : edge === 5 ? 4 : edge === 1 ? 8 : Number.NaN;
    if (Number.isNaN(length)) throw new Error('no message');
    const value = edge === 0 ? varint() : 0;
    fields.push({ number: tag >> 3, value, bytes: bytes.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

/** @typedef {{ name: string, type: string }} Field */
/** @type {Map<string, Map<number, Field>>} */
const messages = new Map();

/** @param {Buffer} bytes @param {string} prefix */
function readMessage(bytes, prefix) {
  const parts = fieldsOf(bytes);
  const name = `${prefix}.${parts.find(({ number }) => number === 1)?.bytes}`;
  /** @type {Map<number, Field>} */
  const fields = new Map();
  for (const part of parts.filter(({ number }) => number === 2)) {
    const field = fieldsOf(part.bytes);
    const text = (/** @type {number} */ number) => `${field.find((one) => one.number === number)?.bytes ?? ''}`;
    const number = field.find((one) => one.number === 3)?.value ?? 0;
    fields.set(number, { name: text(1), type: text(6).slice(1) });
  }
  for (const part of parts.filter(({ number }) => number === 3)) readMessage(part.bytes, name);
  messages.set(name, fields);
}

for (
  let at = binary.indexOf('1f8b080000000000', 0, 'hex');
  at >= 0;
  at = binary.indexOf('1f8b080000000000', at + 1, 'hex')
) {
  let file;
  try {
    file = fieldsOf(gunzipSync(binary.subarray(at, at + 400_000)));
  } catch {
    continue; // Other gzipped data of the binary.
  }
  const [name, pack] = [file.find(({ number }) => number === 1), file.find(({ number }) => number === 2)];
  if (!`${name?.bytes}`.startsWith('k8s.io/')) continue;
  for (const part of file.filter(({ number }) => number === 4)) readMessage(part.bytes, `${pack?.bytes}`);
}

/** @type {Record<string, unknown>} */
const result = {};
/** @param {string} model @param {Map<number, Field>} message @returns {Record<string, unknown>} */
function numbersOf(model, message) {
  /** @type {Record<string, unknown>} */
  const numbers = {};
  for (const [number, { name, type }] of message) {
    const known = models[model]?.f[name];
    const inner = messages.get(type);
    if (known) {
      numbers[number] = name;
      const next = /\b(?:V\d|Core|Events|Discovery)\w+/.exec(String(known[0]))?.[0];
      const entry =
        inner && type.endsWith('Entry')
          ? messages.get([...inner.values()].find((one) => one.name === 'value')?.type ?? '')
          : inner;
      if (next && next !== 'V1MicroTime' && entry && !result[next]) {
        result[next] = {};
        result[next] = numbersOf(next, entry);
      }
    } else if (inner) numbers[number] = numbersOf(model, inner); // Embedded in Go: its fields are the parent's in JSON.
  }
  return numbers;
}

const ROOTS = [
  ['V1Pod', 'core.v1'],
  ['V1Node', 'core.v1'],
  ['V1Namespace', 'core.v1'],
  ['V1ConfigMap', 'core.v1'],
  ['V1Secret', 'core.v1'],
  ['V1Service', 'core.v1'],
  ['V1ServiceAccount', 'core.v1'],
  ['CoreV1Event', 'core.v1', 'Event'],
  ['V1Endpoints', 'core.v1'],
  ['V1Binding', 'core.v1'],
  ['V1Deployment', 'apps.v1'],
  ['V1ReplicaSet', 'apps.v1'],
  ['V1DaemonSet', 'apps.v1'],
  ['V1StatefulSet', 'apps.v1'],
  ['V1ControllerRevision', 'apps.v1'],
  ['V1Job', 'batch.v1'],
  ['V1CronJob', 'batch.v1'],
  ['V1Lease', 'coordination.v1'],
  ['V1EndpointSlice', 'discovery.v1'],
  ['EventsV1Event', 'events.v1', 'Event'],
  ['V1RuntimeClass', 'node.v1'],
  ['V1PodDisruptionBudget', 'policy.v1'],
  ['V1Eviction', 'policy.v1'],
  ['V1PriorityClass', 'scheduling.v1'],
  ['V1Scale', 'autoscaling.v1'],
  ['V1SelfSubjectReview', 'authentication.v1'],
  ['V1SelfSubjectAccessReview', 'authorization.v1'],
  ['V1SelfSubjectRulesReview', 'authorization.v1'],
];
for (const [model = '', group, kind] of ROOTS) {
  const message = messages.get(`k8s.io.api.${group}.${kind ?? model.slice(2)}`);
  if (!message) throw new Error(`${model}: not in this binary`);
  result[model] = numbersOf(model, message);
}
const options = messages.get('k8s.io.apimachinery.pkg.apis.meta.v1.DeleteOptions');
if (options) result.V1DeleteOptions = numbersOf('V1DeleteOptions', options);

const sorted = Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  fileURLToPath(new URL('../src/api/schema/protobuf.json', import.meta.url)),
  `${JSON.stringify(sorted)}\n`,
);
