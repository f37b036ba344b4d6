import { Bookmark } from 'lucide-react';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';

/** The colour a person gave a symbol; nothing without one. */
export function ItemFlag({ flag }: { readonly flag: WatchlistItemView['flag'] }) {
  if (flag === null) return null;
  return (
    <span className="item-flag" title={`Flagged ${flag}`} style={{ color: `var(--flag-${flag})` }}>
      <Bookmark className="size-3 fill-current" aria-hidden="true" />
      <span className="unseen">Flagged {flag}</span>
    </span>
  );
}
