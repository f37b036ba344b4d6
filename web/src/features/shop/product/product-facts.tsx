import type { ProductView } from '../../../lib/queries/shop.ts';
import { finishLabel, kindLabels } from '../../inventory/stock/row.ts';
import { gameName, languageName } from '../words.ts';

/** What is printed on it, and what is unusual about it. */
export function ProductFacts({ product }: { readonly product: ProductView }) {
  const { game, set_name, set_code, collector_number, rarity, finish, language, kind } = product;
  const set = [set_name, set_code && set_name ? `(${set_code.toUpperCase()})` : set_code].filter(Boolean).join(' ');
  const facts = [
    ['Game', game && gameName(game)],
    ['Kind', kind === 'card' ? null : kindLabels[kind]],
    ['Set', set],
    ['Number', collector_number],
    ['Rarity', rarity],
    ['Finish', kind === 'card' ? finish && finishLabel(finish) : null],
    ['Language', language && languageName(language)],
    ['First edition', product.first_edition && 'Yes'],
    ['Signed', product.signed && 'Yes'],
    ['Altered', product.altered && 'Yes'],
  ] as const;
  return (
    <dl className="product-facts">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
