import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../test/support/database.ts';
import { openSecrets } from './secrets-store.ts';

describe('the secrets of an installation', () => {
  it('are the same in every process, though all start at once', async () => {
    await using database = await freshDatabase();
    const opened = await Promise.all(Array.from({ length: 6 }, () => openSecrets(database.db)));
    const keys = new Set(opened.map((secrets) => secrets.derive('cursor').toString('hex')));
    expect(keys.size).toBe(1);
  });

  it('differ between purposes and between installations, and have 32 bytes', async () => {
    await using one = await freshDatabase();
    await using other = await freshDatabase();
    const [mine, theirs] = [await openSecrets(one.db), await openSecrets(other.db)];
    expect(mine.derive('cursor')).toHaveLength(32);
    expect(mine.derive('cursor')).not.toEqual(mine.derive('session'));
    expect(mine.derive('cursor')).not.toEqual(theirs.derive('cursor'));
  });
});
