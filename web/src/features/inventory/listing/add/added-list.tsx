import { Link } from '@tanstack/react-router';
import type { Listing } from '../../../../lib/queries/inventory-listing.ts';
import { gradeOf } from '../../stock/row.ts';
import { useVendor } from '../../vendor/use-vendor.ts';

/** What was added since the page was opened, the newest first. */
export function AddedList({ added }: { readonly added: readonly Listing[] }) {
  const { vendor_id, money } = useVendor();
  if (added.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="added-title">
      <h2 id="added-title" className="mb-2 text-14">
        Added just now <span className="font-normal text-muted">{added.length}</span>
      </h2>
      <ul className="card overflow-hidden">
        {added.map((listing) => (
          <li key={listing.id} className="vendor-row">
            <Link
              to="/inventory/$vendor/listings/$id"
              params={{ vendor: vendor_id, id: listing.id }}
              className="link min-w-0 grow basis-44 truncate"
            >
              {listing.title}
            </Link>
            <span className="text-muted">
              {listing.on_hand} × {gradeOf(listing)}
            </span>
            <span className="font-medium">{money(listing.price_minor, listing.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
