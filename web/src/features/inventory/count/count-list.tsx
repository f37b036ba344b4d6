import { Minus, Plus } from 'lucide-react';
import { MINUS } from '../../../lib/format/number.ts';
import type { CountKeeper } from './count-keeper.ts';
import type { CountRow } from './count-rows.ts';

interface CountListProps {
  readonly rows: readonly CountRow[];
  /** With it, numbers can be changed. */
  readonly keeper?: CountKeeper;
  /** The row counted last. */
  readonly last?: string | null;
}

/** What was counted beside what the ledger says. */
export function CountList({ rows, keeper, last = null }: CountListProps) {
  return (
    <ul className="count-list" aria-label="Counted">
      {rows.map((row) => (
        <CountRowItem key={row.piece.listing_id} row={row} keeper={keeper} is_last={row.piece.listing_id === last} />
      ))}
    </ul>
  );
}

interface ItemProps {
  readonly row: CountRow;
  readonly keeper: CountKeeper | undefined;
  readonly is_last: boolean;
}

function CountRowItem({ row, keeper, is_last }: ItemProps) {
  const { piece, counted } = row;
  return (
    <li className="count-row" data-last={is_last || undefined}>
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{piece.title}</span>
        <span className="block truncate text-12 text-muted">
          {[piece.sku, piece.marks].filter(Boolean).join(' · ')}
        </span>
      </span>
      <Difference row={row} />
      {keeper ? (
        <span className="count-steps">
          <button
            type="button"
            className="count-step"
            aria-label={`One fewer of ${piece.title}`}
            disabled={counted === 0}
            onClick={() => keeper.add(piece, -1)}
          >
            <Minus aria-hidden="true" />
          </button>
          <Counted key={counted} row={row} keeper={keeper} />
          <button
            type="button"
            className="count-step"
            aria-label={`One more of ${piece.title}`}
            onClick={() => keeper.add(piece, 1)}
          >
            <Plus aria-hidden="true" />
          </button>
        </span>
      ) : (
        <span className="count-number">{counted}</span>
      )}
    </li>
  );
}

/** The number itself, which can be typed. */
function Counted({ row, keeper }: { readonly row: CountRow; readonly keeper: CountKeeper }) {
  const { piece, counted } = row;
  const save = (text: string) => {
    const typed = /^\d{1,6}$/.test(text.trim()) ? Number(text) : counted;
    if (typed !== counted) keeper.set(piece, typed);
  };
  return (
    <input
      className="count-number"
      aria-label={`Counted of ${piece.title}`}
      inputMode="numeric"
      defaultValue={counted}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => save(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function Difference({ row }: { readonly row: CountRow }) {
  const { difference, on_hand } = row;
  if (difference === null) return <span className="count-difference text-muted">…</span>;
  if (difference === 0) return <span className="count-difference text-muted">as in ledger</span>;
  const sign = difference > 0 ? '+' : MINUS;
  return (
    <span className="count-difference text-warn">
      {sign}
      {Math.abs(difference)} <span className="text-muted">of {on_hand}</span>
    </span>
  );
}
