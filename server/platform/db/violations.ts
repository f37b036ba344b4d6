/** PostgreSQL's SQLSTATE codes for broken constraints (appendix A of its manual). */
const UNIQUE = '23505';
const CHECK = '23514';

/** Whether `error` is PostgreSQL refusing a duplicate in the named unique constraint or index. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return isViolation(error, UNIQUE, constraint);
}

/** Whether `error` is PostgreSQL refusing a row by the named CHECK constraint. */
export function isCheckViolation(error: unknown, constraint: string): boolean {
  return isViolation(error, CHECK, constraint);
}

function isViolation(error: unknown, code: string, constraint: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === code &&
    'constraint' in error &&
    error.constraint === constraint
  );
}
