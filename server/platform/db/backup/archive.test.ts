import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ARCHIVE_FORMAT, ArchiveError, type Frame, readArchive, writeArchive } from './archive.ts';

/** Writes an archive with one partition and reads it again. */
async function readWith(bound: string): Promise<Frame[]> {
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-archive-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'backup.gz');
  async function* frames(): AsyncGenerator<Frame> {
    const partitions = [{ schema: 'shop', table: 'prices_2030', parent: 'prices', bound }];
    const versions = { format: ARCHIVE_FORMAT, server_version: '18.0', migrations: ['0001_platform'] };
    yield { kind: 'backup', created_at: '2026-01-05T12:00:00.000Z', ...versions, partitions };
    yield { kind: 'end', tables: 0, sequences: [] };
  }
  await writeArchive(path, frames());
  return Array.fromAsync(readArchive(path));
}

it('takes the bounds of a partition as PostgreSQL writes them', async () => {
  for (const bound of [
    'DEFAULT',
    "FOR VALUES FROM ('2030-01-01 00:00:00+00') TO ('2030-02-01 00:00:00+00')",
    "FOR VALUES FROM ('it''s', 1) TO (MAXVALUE, -2.5)",
    "FOR VALUES IN ('a', NULL)",
    'FOR VALUES WITH (modulus 4, remainder 0)',
  ])
    expect(await readWith(bound), bound).toHaveLength(2);
});

it('refuses bounds that would have PostgreSQL compute something, such as write a file', async () => {
  for (const bound of [
    "FOR VALUES FROM (('2030-01-0' || lo_export(lo_from_bytea(0, 'x'), '/tmp/forged'))::date) TO ('2031-01-01')",
    "FOR VALUES FROM ('1') TO (now())",
    String.raw`FOR VALUES IN ('a\', lo_unlink(1), '')`,
    "FOR VALUES IN (E'a')",
    'DEFAULT; DROP TABLE x',
    'DEFAULT\n; DROP TABLE x',
    "FOR VALUES FROM ('1') TO ('2') TABLESPACE x",
  ])
    await expect(readWith(bound), bound).rejects.toThrow(ArchiveError);
});
