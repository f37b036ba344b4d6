import type { OrderGroupView } from '../../lib/queries/orders.ts';
import { countryName } from '../shop/words.ts';

type Address = OrderGroupView['shipping_address'];

/** Where it goes, and who pays. */
export function AddressPanel({ group }: { readonly group: OrderGroupView }) {
  const { shipping_address: ship, billing_address: bill, email, note } = group;
  const same = JSON.stringify(ship) === JSON.stringify(bill);
  return (
    <section className="panel order-side-panel" aria-label="Addresses">
      <dl className="order-where">
        <div>
          <dt>Deliver to</dt>
          <dd>
            <AddressLines address={ship} />
          </dd>
        </div>
        {!same && (
          <div>
            <dt>Bill to</dt>
            <dd>
              <AddressLines address={bill} />
            </dd>
          </div>
        )}
        <div>
          <dt>News to</dt>
          <dd>{email}</dd>
        </div>
        {note !== '' && (
          <div>
            <dt>Your note</dt>
            <dd>{note}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

export function AddressLines({ address }: { readonly address: Address }) {
  const { name, company, line1, line2, city, region, postal_code, country } = address;
  const lines = [company, line1, line2, [postal_code, city, region].filter(Boolean).join(' '), countryName(country)];
  return (
    <>
      <span className="block font-medium">{name}</span>
      {lines.filter(Boolean).map((line) => (
        <span key={line} className="block text-muted">
          {line}
        </span>
      ))}
    </>
  );
}
