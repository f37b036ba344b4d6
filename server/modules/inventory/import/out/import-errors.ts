import type { RowErrorView } from '../../../../../contract/inventory-imports.ts';
import type { ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { csvLine } from '../../../../platform/csv.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import { inventory } from '../../tables.ts';
import { readRows } from '../read/index.ts';
import { recognisedOf } from '../run/import-view.ts';
import { headersOf } from '../run/selectors/list-mappings.ts';
import { readImport, readImportPart } from '../run/selectors/read-import.ts';

const PART_ROWS = 1_000;

/**
 * The rejected rows as they stood in the file, with what is wrong in a last column that an import passes over: put right,
 * they are a file of the same headers. Of the file, a part at a time is held, however slowly it is taken.
 * @throws AppError `import_unknown`, those of `asStaff`, before the first byte.
 */
export async function importErrors(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'downloadImportErrors'>,
): Promise<{ readonly name: string; readonly text: AsyncIterable<string> }> {
  const call = { actor, vendor_id, route: 'downloadImportErrors' } as const;
  const record = await asStaff(platform, call, (tx) => readImport(tx, vendor_id, id));
  let part = -1;
  const nextPart = (): Promise<Buffer | null> => {
    part += 1;
    return asStaff(platform, call, (tx) => readImportPart(tx, { vendor_id, id, part }));
  };
  const rejected = (after: number): Promise<Rejected[]> =>
    asStaff(platform, call, (tx) =>
      inventory(tx)
        .selectFrom('import_rows')
        .where('vendor_id', '=', vendor_id)
        .where('import_id', '=', id)
        .where('outcome', '=', 'rejected')
        .where('line', '>', after)
        .orderBy('line')
        .limit(PART_ROWS)
        .select(['line', 'errors'])
        .execute(),
    );
  const recognised = recognisedOf(record);
  const headers = headersOf(recognised);
  const name = `${record.file_name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}-errors.csv`;
  return { name, text: errorLines(headers, readRows(nextPart, recognised), rejected) };
}

interface Rejected {
  readonly line: number;
  readonly errors: readonly RowErrorView[];
}

/** Goes through the file and through what was rejected of it side by side. */
async function* errorLines(
  headers: readonly string[],
  rows: AsyncIterable<{ readonly line: number; readonly cells: readonly string[] }>,
  rejected: (after: number) => Promise<Rejected[]>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine([...headers, 'What is wrong'])}\r\n`;
  let waiting = await rejected(0);
  for await (const { line, cells } of rows) {
    const [next] = waiting;
    if (next === undefined) return;
    if (next.line !== line) continue;
    const all = headers.map((_, column) => cells[column] ?? '');
    yield `${csvLine([...all, sentenceOf(next)])}\r\n`;
    waiting = waiting.length === 1 ? await rejected(line) : waiting.slice(1);
  }
}

function sentenceOf({ line, errors }: Rejected): string {
  const said = errors.map(({ column, message, accepted }) =>
    [column === '' ? '' : `${column}: `, message, accepted === '' ? '' : ` Accepted: ${accepted}`].join(''),
  );
  return `Line ${line}. ${said.join(' ')}`;
}
