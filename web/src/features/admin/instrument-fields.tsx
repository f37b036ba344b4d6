import type { RefObject } from 'react';
import { kindOptions, type KindValue } from './instrument-kinds.ts';
import type { AdminStock } from '../../lib/queries/admin.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

/** Names of the form's inputs. */
export const instrumentFields = ['symbol', 'name', 'exchange', 'currency', 'price_decimals', 'market_cap'] as const;
export type InstrumentField = (typeof instrumentFields)[number];

interface InstrumentFieldsProps {
  readonly first: RefObject<HTMLInputElement | null>;
  /** What stands there before anything is typed; absent for a new instrument. */
  readonly stock?: AdminStock;
  readonly kind: KindValue;
  readonly onKind: (kind: KindValue) => void;
  readonly problems: { readonly [F in InstrumentField]?: string };
}

/** The inputs of an instrument, for adding and editing one. */
export function InstrumentFields({ first, stock, kind, onKind, problems }: InstrumentFieldsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          ref={first}
          label="Symbol"
          name="symbol"
          autoComplete="off"
          autoCapitalize="characters"
          defaultValue={stock?.symbol}
          hint={stock ? 'Another one renames it: the old symbol goes on finding it.' : 'Such as ACME or BRK.B.'}
          error={problems.symbol}
        />
        <Select label="Kind" value={kind} options={kindOptions} onChange={onKind} />
      </div>
      <Field
        label="Name"
        name="name"
        autoComplete="off"
        maxLength={120}
        defaultValue={stock?.name}
        error={problems.name}
      />
      <MarketFields stock={stock} problems={problems} />
    </>
  );
}

/** Where it is traded, and how its price is written. */
function MarketFields({
  stock,
  problems,
}: {
  readonly stock: AdminStock | undefined;
  readonly problems: InstrumentFieldsProps['problems'];
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Venue"
        name="exchange"
        autoComplete="off"
        maxLength={4}
        defaultValue={stock?.exchange ?? ''}
        hint="Market identifier code such as XNAS; empty for none."
        error={problems.exchange}
      />
      <Field
        label="Currency"
        name="currency"
        autoComplete="off"
        maxLength={3}
        defaultValue={stock?.currency ?? 'USD'}
        error={problems.currency}
      />
      <Field
        label="Decimals of its price"
        name="price_decimals"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={String(stock?.price_decimals ?? 2)}
        hint="0 to 10."
        error={problems.price_decimals}
      />
      <Field
        label="Market capitalisation"
        name="market_cap"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={stock?.market_cap == null ? '' : String(stock.market_cap)}
        hint="Roughly, in its currency; orders search results."
        error={problems.market_cap}
      />
    </div>
  );
}
