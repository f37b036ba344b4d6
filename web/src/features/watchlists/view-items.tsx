import { type Preferences, setPreference, usePreferences } from '../../app/preferences.ts';
import { MenuChoices, MenuLine } from '../../ui/menu.tsx';
import type { WatchView } from './use-watch-view.ts';
import { sortKeys } from './view-state.ts';

const orders = [
  { value: 'own', label: 'List order' },
  { value: 'symbol asc', label: 'Symbol, A to Z' },
  { value: 'change_percent desc', label: 'Change %, gainers first' },
  { value: 'change_percent asc', label: 'Change %, losers first' },
  { value: 'price desc', label: 'Price, highest first' },
  { value: 'volume desc', label: 'Volume, highest first' },
  { value: 'since desc', label: 'Since added, best first' },
  { value: 'since asc', label: 'Since added, worst first' },
  { value: 'market_cap desc', label: 'Market cap, largest first' },
  { value: 'added desc', label: 'Added, newest first' },
  { value: 'flag desc', label: 'Flag' },
  { value: 'section asc', label: 'Section' },
  { value: 'note asc', label: 'Note' },
];

/** The order of the list as one value, and back. */
export function orderName({ sort, dir }: WatchView['state']): string {
  const value = sort === undefined ? 'own' : `${sort} ${dir ?? 'desc'}`;
  return orders.find((order) => order.value === value)?.label ?? 'Sorted';
}

/** Order and density, in a menu. */
export function ViewItems({ view }: { readonly view: WatchView }) {
  const { density } = usePreferences();
  return (
    <>
      <OrderItems view={view} />
      <MenuLine />
      <MenuChoices<Preferences['density']>
        label="Rows"
        value={density}
        options={[
          { value: 'compact', label: 'Compact' },
          { value: 'normal', label: 'Normal' },
          { value: 'comfortable', label: 'Comfortable' },
        ]}
        onChange={(value) => setPreference('density', value)}
      />
    </>
  );
}

export function OrderItems({ view }: { readonly view: WatchView }) {
  const { sort, dir } = view.state;
  const value = sort === undefined ? 'own' : `${sort} ${dir ?? 'desc'}`;
  const onChange = (next: string) => {
    const [key, direction] = next.split(' ');
    const found = sortKeys.find((other) => other === key);
    view.show({ sort: found, dir: found && (direction === 'asc' ? 'asc' : 'desc') });
  };
  return <MenuChoices label="Sort" value={value} options={orders} onChange={onChange} />;
}
