import type { Db } from '../../../platform/db/transaction.ts';
import type { CardRecord } from '../import/card-record.ts';
import { type ReadCard, readCards } from '../import/read-cards.ts';
import type { ReadOptions } from '../import/read-fields.ts';
import { SAVE_ROWS_MAX, type Saved, savePrintings } from './save-printings.ts';

/** Wrong rows that are named; of more the number is told. */
export const WRONG_ROWS_NAMED_MAX = 1_000;

export interface CardImport extends Saved {
  /** Cards that exist on screens alone. */
  readonly left_out: number;
  readonly wrong: number;
  /** The first WRONG_ROWS_NAMED_MAX of them. */
  readonly wrong_rows: readonly Extract<ReadCard, { kind: 'wrong' }>[];
}

/**
 * Brings the catalogue in line with one file, batch by batch; interrupted, it goes on where the file is read again, since
 * what is there already is left.
 *
 * @throws JsonFileError when the file cannot be read any further; what was read is kept.
 */
export async function importCards(
  db: Db,
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<CardImport> {
  const total = { added: 0, changed: 0, unchanged: 0, sets: 0, left_out: 0, wrong: 0 };
  const wrong_rows: Extract<ReadCard, { kind: 'wrong' }>[] = [];
  let batch: CardRecord[] = [];
  const save = async (): Promise<void> => {
    const saved = await savePrintings(db, batch);
    for (const name of ['added', 'changed', 'unchanged', 'sets'] as const) total[name] += saved[name];
    batch = [];
  };
  try {
    for await (const read of readCards(source, options)) {
      if (read.kind === 'left_out') total.left_out += 1;
      else if (read.kind === 'wrong') {
        total.wrong += 1;
        if (wrong_rows.length < WRONG_ROWS_NAMED_MAX) wrong_rows.push(read);
      } else if (batch.push(read) === SAVE_ROWS_MAX) await save();
    }
  } finally {
    if (batch.length > 0) await save();
  }
  return { ...total, wrong_rows };
}
