import { directionOf, formatChange, formatPercent, formatPrice } from '../lib/format/number.ts';
import { classNames } from './class-names.ts';

type Decimal = string | null | undefined;

interface PriceProps {
  readonly value: Decimal;
  readonly decimals: number;
  /** Shown before the price where currencies are mixed. */
  readonly currency?: string | undefined;
  /** Which way the price has just moved: a tint for a moment. */
  readonly flash?: 'up' | 'down' | null | undefined;
}

/** A price with the instrument's decimals; an em dash when it is not known. */
export function Price({ value, decimals, currency, flash }: PriceProps) {
  return (
    <>
      {currency !== undefined && <span className="mr-2 text-12 text-muted">{currency}</span>}
      <span className={classNames('price', flash && `flash-${flash}`)}>{formatPrice(value, decimals)}</span>
    </>
  );
}

interface ChangeProps {
  readonly value: Decimal;
  readonly decimals: number;
}

/** A change in units of price: always signed, coloured by direction. */
export function Change({ value, decimals }: ChangeProps) {
  return <span className={deltaClass(value, false)}>{formatChange(value, decimals)}</span>;
}

/** A change in percent: sign, arrow and colour, so that no one of them has to carry the meaning. */
export function Delta({ value }: { readonly value: Decimal }) {
  return <span className={deltaClass(value, true)}>{formatPercent(value)}</span>;
}

function deltaClass(value: Decimal, arrow: boolean): string {
  const direction = directionOf(value);
  return classNames(
    'delta',
    direction !== 'unknown' && `delta-${direction}`,
    arrow && direction !== 'unknown' && 'delta-arrow',
  );
}
