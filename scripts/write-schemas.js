/**
 * Writes lib/contract/schemas.json, the JSON Schema of every type that lib/contract/answers.ts exports, with their
 * comments: `npm run schemas`. The OpenAPI document is made of it; a test holds the file to the types.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const root = fileURLToPath(new URL('../', import.meta.url));
export const SCHEMAS = `${root}lib/contract/schemas.json`;

/** The schemas as the file holds them: one JSON object, by the name of the type. */
export function schemas() {
  const { definitions } = createGenerator({
    path: `${root}lib/contract/answers.ts`,
    tsconfig: `${root}tsconfig.json`,
    type: '*',
    skipTypeCheck: true,
    encodeRefs: false,
  }).createSchema('*');
  // Names of components in OpenAPI have no angle brackets: `CollectionDelta<PodView>` is `CollectionDelta-PodView`.
  const named = JSON.stringify(definitions, null, 1).replaceAll(/"([#/\w]*)<(\w+)>"/g, '"$1-$2"');
  return `${named.replaceAll('"#/definitions/', '"#/components/schemas/')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMAS, schemas());
