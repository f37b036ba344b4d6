import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MINUS } from '../../../lib/format/number.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import {
  balancesQuery,
  type PayoutBalanceView,
  payoutsQuery,
  type PayoutEntryView,
} from '../../../lib/queries/selling.ts';
import { Badge } from '../../../ui/badge.tsx';
import { PageSteps, useCursors } from '../../../ui/page-steps.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { SettingsSection } from '../../settings/settings-section.tsx';

const kinds: Readonly<Record<PayoutEntryView['kind'], string>> = {
  sale: 'Sale',
  commission: 'Commission',
  refund: 'Refund',
  commission_refund: 'Commission given back',
  payout: 'Paid out',
  adjustment: 'Adjustment',
};

/** What is owed by currency, and the account it comes from. */
export function PayoutsSection() {
  const { vendor_id } = useVendor();
  const balances = useQuery(balancesQuery(vendor_id));
  const cursors = useCursors();
  const ledger = useQuery(payoutsQuery(vendor_id, cursors.current));
  const error = balances.error ?? ledger.error;
  return (
    <SettingsSection
      id="payouts"
      title="Payouts"
      lead="What the operator owes you: sales, less refunds and commission."
    >
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      {balances.data?.map((one) => (
        <Balance key={`${one.currency} ${one.is_test}`} one={one} />
      ))}
      {ledger.data?.entries.length === 0 && <p className="text-muted">Nothing was sold yet.</p>}
      {ledger.data !== undefined && ledger.data.entries.length > 0 && (
        <ul className="card overflow-hidden" aria-label="Account">
          {ledger.data.entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <PageSteps cursors={cursors} next={ledger.data?.next_cursor ?? null} small />
    </SettingsSection>
  );
}

function useSigned() {
  const { money } = useVendor();
  return (minor: number, currency: string) => `${minor < 0 ? MINUS : ''}${money(Math.abs(minor), currency)}`;
}

function Balance({ one }: { readonly one: PayoutBalanceView }) {
  const signed = useSigned();
  return (
    <dl className="selling-balance">
      <div>
        <dt>{one.is_test ? <TestMoney /> : 'Owed to you'}</dt>
        <dd className="text-20 font-semibold">{signed(one.balance_minor, one.currency)}</dd>
      </div>
      <div>
        <dt>Sales</dt>
        <dd>{signed(one.sales_minor, one.currency)}</dd>
      </div>
      <div>
        <dt>Refunds</dt>
        <dd>{signed(one.refunds_minor, one.currency)}</dd>
      </div>
      <div>
        <dt>Commission</dt>
        <dd>{signed(one.commission_minor, one.currency)}</dd>
      </div>
      <div>
        <dt>Paid out</dt>
        <dd>{signed(one.paid_out_minor, one.currency)}</dd>
      </div>
    </dl>
  );
}

/** Nobody owes it, and nothing of it is paid out. */
function TestMoney() {
  return <Badge tone="warn">Test money</Badge>;
}

function EntryRow({ entry }: { readonly entry: PayoutEntryView }) {
  const { vendor_id } = useVendor();
  const signed = useSigned();
  return (
    <li className="vendor-row">
      <span className="min-w-0 grow">
        <span className="block font-medium">
          {kinds[entry.kind]} {entry.is_test && <TestMoney />}
        </span>
        <span className="block text-12 text-muted">
          {formatDate(entry.at)}
          {entry.order_id !== null && (
            <>
              {' · '}
              <Link
                className="link"
                to="/inventory/$vendor/orders/$id"
                params={{ vendor: vendor_id, id: entry.order_id }}
              >
                {entry.order_number}
              </Link>
            </>
          )}
          {entry.note !== '' && ` · ${entry.note}`}
        </span>
      </span>
      <span className="selling-sum">
        <span className="block font-medium">{signed(entry.amount_minor, entry.currency)}</span>
        <span className="block text-12 text-muted">{signed(entry.balance_minor, entry.currency)} after</span>
      </span>
    </li>
  );
}
