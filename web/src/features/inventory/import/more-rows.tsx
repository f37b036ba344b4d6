import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { count } from './words.ts';

interface MoreRowsProps {
  readonly query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  readonly shown: number;
  readonly all: number;
}

/** Below rows that come page by page: the next page, and how many are left. */
export function MoreRows({ query, shown, all }: MoreRowsProps) {
  if (!query.hasNextPage) return null;
  return (
    <div className="import-more">
      <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        More rows
      </Button>
      <span className="text-muted">
        {count(shown)} of {count(all)} are shown.
      </span>
    </div>
  );
}
