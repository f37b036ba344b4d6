/** PostgreSQL's SQLSTATE codes for broken constraints (appendix A of its manual). */
const UNIQUE = '23505';

/** Whether `error` is PostgreSQL refusing a duplicate in the named unique constraint or index. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return isViolation(error, UNIQUE, constraint);
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
