/** What of a value is not of the shape our API promises: for tests. */
import { Ajv } from 'ajv';
import schemas from '../schemas.json' with { type: 'json' };

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addSchema({ $id: 'api', components: { schemas } });

/** One line for each error, empty when the value, as JSON, is a `type` and has no field beyond it. */
export function shapeErrors(type: keyof typeof schemas, value: unknown): string[] {
  const validate = ajv.getSchema(`api#/components/schemas/${type}`);
  if (!validate) throw new Error(`no schema of ${type}`);
  validate(JSON.parse(JSON.stringify(value ?? null)));
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
