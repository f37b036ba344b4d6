import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { assertOutsideTransaction, inTransaction } from './transaction.ts';

describe('a transaction', () => {
  it('refuses what must not be done while it is open, however deep, and lets it be done after', async () => {
    await using database = await freshDatabase();
    const called = async (): Promise<void> => {
      await Promise.resolve();
      assertOutsideTransaction();
    };
    await expect(inTransaction(database.db, () => called())).rejects.toThrow('no transaction open');
    await inTransaction(database.db, () => Promise.resolve());
    await expect(called()).resolves.toBeUndefined();
  });
});
