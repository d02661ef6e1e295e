import type { z } from 'zod';
import type { Problem } from './problem';

/** The checked value, or the problem that names the parameter. */
export function check<S extends z.ZodType>(schema: S, value: unknown): { value: z.output<S> } | { problem: Problem } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  const parameter = issue?.path.join('.') ?? '';
  return { problem: { code: 'invalid-request', detail: issue?.message ?? 'invalid', values: { parameter } } };
}

/** A query string as an object; a parameter given twice counts once, the first. */
export function queryOf(url: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(url).searchParams) query[name] ??= value;
  return query;
}
