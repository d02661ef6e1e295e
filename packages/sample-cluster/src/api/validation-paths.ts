/** Rules of paths within a volume or a machine, and of their modes. */
import type { FieldErrors } from './validation-errors.ts';

/** A path that never leads up. */
export function noWayUp(errors: FieldErrors, field: string, path: string): void {
  if (path.split('/').includes('..')) errors.invalid(field, path, "must not contain '..'");
}

/** A path that stays where it begins. */
export function descendingPath(errors: FieldErrors, field: string, path: string): void {
  if (path.startsWith('/')) errors.invalid(field, path, 'must be a relative path');
  noWayUp(errors, field, path);
}

/** A path of a file that a kubelet writes: names that begin with two points are its own. */
export function filePath(errors: FieldErrors, field: string, path: string): void {
  if (!path) errors.required(field);
  descendingPath(errors, field, path);
  if (/^\.\.[^/]/.test(path)) errors.invalid(field, path, "must not start with '..'");
}

/** The bits of a file's mode; absent is fine. */
export function fileMode(errors: FieldErrors, field: string, mode: number | undefined): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777))
    errors.invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive');
}
