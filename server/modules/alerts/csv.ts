import { ALERTS_IMPORTED_MAX, type AlertView, CreateAlert, type CreateAlertBody } from '../../../contract/alerts.ts';
import { AppError } from '../../../contract/errors.ts';
import { type CsvProblem, type CsvRow, csvText, readCsvRows, textOfCell } from '../../platform/csv.ts';
import { inputSentence } from '../../platform/input-sentence.ts';

/**
 * Alerts as CSV: a row an alert, the subject a symbol or the name of a list. Cells that a condition does not take are
 * empty. Alerts that stand for marks are left out: they come and go with their list.
 */
export const ALERT_COLUMNS = [
  'condition_type',
  'symbol',
  'list',
  'threshold_value',
  'threshold_upper',
  'basis',
  'window_minutes',
  'window_days',
  'and_condition_type',
  'and_threshold_value',
  'and_threshold_upper',
  'and_basis',
  'and_window_minutes',
  'and_window_days',
  'repeat',
  'cooldown_s',
  'expires_at',
  'regular_session_only',
  'note',
  'message',
  'channels',
  'status',
] as const;

type Column = (typeof ALERT_COLUMNS)[number];

export function writeAlertsCsv(alerts: readonly AlertView[]): string {
  return csvText(
    ALERT_COLUMNS,
    alerts
      .filter(({ origin }) => origin === 'user')
      .map((alert) => ALERT_COLUMNS.map((column) => String(cellOf(alert, column) ?? ''))),
  );
}

function cellOf(alert: AlertView, column: Column): string | number | boolean | null | undefined {
  if (column === 'symbol') return alert.stock_symbol;
  if (column === 'list') return alert.watchlist_name;
  if (column === 'channels') return alert.channels.join(' ');
  if (column.startsWith('and_')) return alert.and?.[column.slice(4) as keyof NonNullable<AlertView['and']>];
  return alert[column as Exclude<Column, 'symbol' | 'list' | 'channels' | `and_${string}`>];
}

/** One row as a body of createAlert, but for its subject. */
export interface CsvAlert {
  readonly row: CsvRow;
  readonly symbol: string;
  readonly list: string;
  readonly body: CreateAlertBody;
  /** Anything but active stays asleep where it is imported. */
  readonly active: boolean;
}

/** Reads all rows; those that cannot be read add to `problems`. @throws AppError `csv_invalid` for what is no table. */
export function readAlertsCsv(csv: string, problems: CsvProblem[]): CsvAlert[] {
  return readCsvRows(csv, { needs: 'condition_type', rows_max: ALERTS_IMPORTED_MAX }).flatMap((row) => {
    const cell = (column: Column): string => textOfCell(row.record[column] ?? '');
    const parsed = CreateAlert.safeParse(bodyOf(cell), { error: inputSentence });
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const column = issue.path.filter((part) => typeof part === 'string').join('_');
        problems.push(problemAt(row, column, { code: 'not_accepted', accepted: issue.message }));
      }
      return [];
    }
    const status = cell('status').toLowerCase();
    const active = status === '' || status === 'active';
    return [{ row, symbol: cell('symbol'), list: cell('list'), body: parsed.data, active }];
  });
}

/** The problem that a refusal of a rule is, with the column that its pointer names. */
export function problemOf(row: CsvRow, error: unknown): CsvProblem {
  if (!(error instanceof AppError)) throw error;
  const { pointer, detail } = error.detail;
  const column = typeof pointer === 'string' ? pointer.slice(1).replaceAll('/', '_') : '';
  return problemAt(row, column, { code: error.code, accepted: typeof detail === 'string' ? detail : error.message });
}

export function problemAt(
  row: CsvRow,
  column: string,
  problem: { readonly code: string; readonly accepted: string },
): CsvProblem {
  return { row: row.line, column, value: row.record[column] ?? '', ...problem };
}

function bodyOf(cell: (column: Column) => string): Record<string, unknown> {
  const condition = (at: '' | 'and_') =>
    filled({
      condition_type: cell(`${at}condition_type`).toUpperCase(),
      threshold_value: cell(`${at}threshold_value`),
      threshold_upper: cell(`${at}threshold_upper`),
      basis: cell(`${at}basis`).toUpperCase(),
      window_minutes: whole(cell(`${at}window_minutes`)),
      window_days: whole(cell(`${at}window_days`)),
    });
  const and = condition('and_');
  return {
    ...condition(''),
    ...filled({
      repeat: cell('repeat').toUpperCase(),
      cooldown_s: whole(cell('cooldown_s')),
      expires_at: cell('expires_at'),
      regular_session_only: truth(cell('regular_session_only')),
      note: cell('note'),
      message: cell('message'),
    }),
    ...(cell('channels') === '' ? {} : { channels: cell('channels').toLowerCase().split(/\s+/) }),
    ...(Object.keys(and).length === 0 ? {} : { and }),
  };
}

/** An empty cell is a field that is not sent. */
function filled(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function whole(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function truth(text: string): boolean | string {
  if (/^true$/i.test(text)) return true;
  return /^false$/i.test(text) ? false : text;
}
