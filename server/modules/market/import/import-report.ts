import type { ImportPlan, Outcome } from './plan-import.ts';
import type { Listing } from './read-listing.ts';

/** Rows of each outcome that the summary shows. */
const SHOWN_MAX = 10;

/** What an import did, for a person at a terminal: counts, and the first rows of each outcome with their lines. */
export function importSummary(plan: ImportPlan, listings: readonly Listing[]): string {
  const files = listings.map(
    ({ file, title, rows, rejected, test_issues }) =>
      `${file} (${title}): ${rows.length} rows, ${rejected.length} rejected, ${test_issues} test issues left out`,
  );
  const { added, changed, unchanged, renamed, inactive, rejected } = plan;
  const counts = `${added.length} added, ${changed.length} changed, ${renamed.length} renamed, ${unchanged} unchanged, ${inactive.length} inactive, ${rejected.length} rejected`;
  return [
    ...files,
    counts,
    ...section('rejected', rejected),
    ...section('renamed', renamed),
    ...section('inactive', inactive),
    ...section('added', added),
    ...section('changed', changed),
  ].join('\n');
}

/** Every outcome as CSV, for a program or a table. */
export function importDetails(plan: ImportPlan): string {
  const { rejected, renamed, inactive, added, changed } = plan;
  const outcomes = { rejected, renamed, inactive, added, changed };
  const lines = Object.entries(outcomes).flatMap(([outcome, rows]) =>
    rows.map(({ file, line, symbol, detail }) => [outcome, file, String(line), symbol, detail].map(quoted).join(',')),
  );
  return ['outcome,file,line,symbol,detail', ...lines, ''].join('\r\n');
}

function section(title: string, rows: readonly Outcome[]): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, SHOWN_MAX).map(({ file, line, symbol, detail }) => {
    const place = file === '' ? '' : `${file}:${line} `;
    return `  ${place}${symbol} ${detail}`.slice(0, 200);
  });
  const more = rows.length > SHOWN_MAX ? [`  … and ${rows.length - SHOWN_MAX} more`] : [];
  return [`${title}:`, ...shown, ...more];
}

/** Quoted for CSV, and harmless when a spreadsheet opens it: a leading = + - @ would be a formula. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
