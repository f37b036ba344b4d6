import { BoardColumns } from './board-columns.tsx';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StockView } from '../../../../contract/market.ts';
import { ConnectionPill } from '../../app/connection-pill.tsx';
import { useWatch } from '../../lib/live/hooks.ts';
import { messageOf } from '../../lib/problems.ts';
import { sparklinesQuery, stocksQuery } from '../../lib/queries/market.ts';
import { SimulatedBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { useWaited } from '../../ui/skeleton.tsx';
import { BOARD_CANDIDATES, BOARD_ROWS, type Board, boardKinds, boards, rowsOf } from './board-selection.ts';
import { BoardCard, BoardRow, BoardSkeletonCard, BoardSkeletonRow } from './board-row.tsx';

/** Prices that move, for whoever comes by: the same socket and the same rows as behind the sign-in. */
export function LiveBoard() {
  const [board, setBoard] = useState<Board>('everything');
  const { rows, error, retry } = useBoard(board);
  const waited = useWaited(rows === null && error === null);
  return (
    <section className="landing-board" aria-labelledby="live-board">
      <div className="landing-bar">
        <h2 id="live-board" className="text-13 md:sr-only">
          Live prices
        </h2>
        <BoardChips board={board} onChange={setBoard} />
        <span className="grow" />
        {rows?.some((row) => row.quote?.simulated) && <SimulatedBadge />}
        <ConnectionPill />
      </div>
      {error !== null && rows === null ? (
        <BoardError error={error} onRetry={retry} />
      ) : (
        <BoardRows caption={boards[board]} rows={rows} skeletons={waited} />
      )}
    </section>
  );
}

interface BoardRowsProps {
  readonly caption: string;
  readonly rows: readonly StockView[] | null;
  readonly skeletons: boolean;
}

/** The same rows twice: a table where there is room, cards where there is not. */
function BoardRows({ caption, rows, skeletons }: BoardRowsProps) {
  const { data: lines } = useQuery(sparklinesQuery(rows?.map((row) => row.symbol) ?? []));
  return (
    <>
      <table className="landing-table">
        <caption className="unseen">Live prices: {caption}</caption>
        <BoardColumns />
        <tbody>
          {rows?.map((row) => (
            <BoardRow key={row.symbol} stock={row} line={lines?.get(row.symbol)} />
          ))}
          {skeletons && places.map((place) => <BoardSkeletonRow key={place} />)}
        </tbody>
      </table>
      <ul className="landing-cards">
        {rows?.map((row) => (
          <BoardCard key={row.symbol} stock={row} line={lines?.get(row.symbol)} />
        ))}
        {skeletons && places.map((place) => <BoardSkeletonCard key={place} />)}
      </ul>
    </>
  );
}

const places = Array.from({ length: BOARD_ROWS }, (_, place) => place);

function useBoard(board: Board) {
  const answers = useQueries({ queries: boardKinds.map((kind) => stocksQuery({ kind, limit: BOARD_CANDIDATES })) });
  const largest = Object.fromEntries(boardKinds.map((kind, at) => [kind, answers[at]?.data]));
  const needed = board === 'everything' ? answers : [answers[boardKinds.indexOf(board)]];
  const ready = needed.every((answer) => answer?.data !== undefined);
  const rows: StockView[] | null = ready ? rowsOf(board, largest) : null;
  useWatch(rows?.map((row) => row.symbol) ?? []);
  const error = needed.find((answer) => answer?.error)?.error ?? null;
  return { rows, error, retry: () => needed.forEach((answer) => void answer?.refetch()) };
}

interface BoardChipsProps {
  readonly board: Board;
  readonly onChange: (board: Board) => void;
}

function BoardChips({ board, onChange }: BoardChipsProps) {
  return (
    <fieldset className="landing-chips" aria-label="Show">
      {Object.entries(boards).map(([key, label]) => (
        <button
          key={key}
          type="button"
          className="chip"
          aria-pressed={key === board}
          onClick={() => onChange(key as Board)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function BoardError({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <div role="alert" className="empty grow justify-center">
      <h3>Prices could not be read</h3>
      <p className="mb-2 max-w-[44ch] text-muted">{messageOf(error)}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
