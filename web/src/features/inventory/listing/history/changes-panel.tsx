import { useInfiniteQuery } from '@tanstack/react-query';
import { messageOf } from '../../../../lib/problems.ts';
import { type Listing, listingChangesQuery } from '../../../../lib/queries/inventory-listing.ts';
import { Button } from '../../../../ui/button.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { Panel } from '../panel.tsx';
import { fieldWord, valueWord } from './field-words.ts';

const when = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Who changed what, from what, to what, when and why. */
export function ChangesPanel({ listing }: { readonly listing: Listing }) {
  const { vendor_id, money } = useVendor();
  const changes = useInfiniteQuery(listingChangesQuery(vendor_id, listing.id));
  const rows = changes.data?.pages.flatMap((page) => page.changes);
  const { currency } = listing;
  return (
    <Panel title="Changes">
      {changes.error !== null && <p role="alert">{messageOf(changes.error)}</p>}
      {rows?.length === 0 && <p className="text-muted">Nothing was changed since it was made.</p>}
      {rows !== undefined && rows.length > 0 && (
        <ol className="listing-changes">
          {rows.map(({ id, at, field, from, to, actor, actor_id, reason }) => (
            <li key={id}>
              <div className="flex justify-between gap-3">
                <span className="font-medium">{fieldWord(field)}</span>
                <time className="text-12 text-muted" dateTime={at}>
                  {when.format(Date.parse(at))}
                </time>
              </div>
              <div className="break-words text-12">
                <span className="text-muted">{valueWord(field, from, { currency, money })}</span>
                {' → '}
                <span className="font-medium">{valueWord(field, to, { currency, money })}</span>
                <span className="text-muted">
                  {' '}
                  · {actor ?? (actor_id === null ? 'by itself' : 'an account that is gone')}
                </span>
              </div>
              {reason !== '' && <div className="text-12 break-words text-muted">{reason}</div>}
            </li>
          ))}
        </ol>
      )}
      {changes.hasNextPage && (
        <Button size="small" busy={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          Earlier
        </Button>
      )}
    </Panel>
  );
}
