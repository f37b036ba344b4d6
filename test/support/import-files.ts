import { AppError } from '../../contract/errors.ts';
import type { RowErrorView } from '../../contract/inventory-imports.ts';
import { recognise, readRows, rowDrafter } from '../../server/modules/inventory/import/read/index.ts';
import type { DraftSettings, Recognised, RowDraft } from '../../server/modules/inventory/import/read/types.ts';

/** A file read to its end, as a shop in dollars would. */
export interface ReadFile {
  readonly recognised: Recognised;
  readonly settings: DraftSettings;
  readonly drafts: readonly RowDraft[];
  /** "line column code" of each error, in order. */
  readonly told: readonly string[];
  readonly errors: readonly (RowErrorView & { readonly line: number })[];
}

export async function readFile(file: string | Buffer, changed: Partial<DraftSettings> = {}): Promise<ReadFile> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const recognised = await recognise(bytes);
  const settings: DraftSettings = {
    ...recognised,
    headers: recognised.columns.map(({ header }) => header),
    defaults: { game: 'pokemon', currency: recognised.defaults.currency, status: 'draft' },
    vendor_currency: 'USD',
    known_games: new Set(['pokemon']),
    ...changed,
  };
  const draft = rowDrafter(settings);
  const drafts: RowDraft[] = [];
  const errors: (RowErrorView & { readonly line: number })[] = [];
  for await (const row of readRows(bytes, recognised)) {
    const drafted = draft(row);
    if ('draft' in drafted) drafts.push(drafted.draft);
    else for (const error of drafted.errors) errors.push({ line: row.line, ...error });
  }
  const told = errors.map(({ line, column, code }) => `${line} ${column} ${code}`);
  return { recognised, settings, drafts, told, errors };
}

/** The detail of the refusal, or '' where the file is read after all. */
export async function refusalOf(file: string | Buffer): Promise<string> {
  try {
    await recognise(typeof file === 'string' ? Buffer.from(file) : file);
    return '';
  } catch (error) {
    if (error instanceof AppError && error.code === 'import_unreadable') return error.detail['detail'] as string;
    throw error;
  }
}
