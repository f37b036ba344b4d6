import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { errorsMarkdown } from './errors-document.ts';
import { type ErrorCode, errorTable } from './errors.ts';

describe('docs/errors.md', () => {
  it('lists the codes of the table, all of them and no other; `npm run contract` writes it anew', async () => {
    expect(await readFile(new URL('../docs/errors.md', import.meta.url), 'utf8')).toBe(errorsMarkdown());
  });
});

describe('the error table', () => {
  it('gives every code a status of refusal, a title without a full stop, and a sentence on what to do', () => {
    for (const [code, { status, title, next }] of Object.entries(errorTable)) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(title, code).not.toMatch(/[.!]$/);
      expect(next, code).toMatch(/^[A-Z/].*\.$/);
    }
    expect(new Set(Object.values(errorTable).map((row) => row.title)).size).toBe(
      (Object.keys(errorTable) as ErrorCode[]).length,
    );
  });
});
