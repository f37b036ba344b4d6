import type { GroupBy, ValueGroup } from '../../../lib/queries/inventory-value.ts';
import { statusLabels } from '../stock/row.ts';
import type { StockFilter } from '../stock/view/stock-state.ts';

export const groupNames: Readonly<Record<GroupBy, string>> = {
  set: 'Set',
  game: 'Game',
  location: 'Location',
  kind: 'Kind',
  condition: 'Condition',
  status: 'Status',
};

const kinds: Readonly<Record<string, string>> = {
  card: 'Cards',
  comic: 'Comics',
  coin: 'Coins',
  sealed: 'Sealed',
  watch: 'Watches',
  other: 'Other',
};

/** What stands for all groups that are not told one by one. */
const REST = '*';

export function groupLabel(group_by: GroupBy, { label, value }: Pick<ValueGroup, 'label' | 'value'>): string {
  if (value === REST) return label;
  if (group_by === 'status') return statusLabels[value as keyof typeof statusLabels] ?? label;
  return group_by === 'kind' ? (kinds[value] ?? label) : label;
}

/** The listings of a group, as the stock table's address names them; null where no filter does. */
export function groupFilter(
  group_by: GroupBy,
  { label, value }: Pick<ValueGroup, 'label' | 'value'>,
): StockFilter | null {
  if (value === '' || value === REST) return null;
  if (group_by === 'location') return { location_id: value };
  if (group_by === 'condition' && label !== value) return { grading_company: value };
  return { [group_by]: value };
}
