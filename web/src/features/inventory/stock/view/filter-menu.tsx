import { ListFilter, Plus } from 'lucide-react';
import { useState } from 'react';
import { PHONE, useMedia } from '../../../../app/use-media.ts';
import { formatWhole } from '../../../../lib/format/number.ts';
import { Menu, MenuItem, MenuLine, MenuTick, SubMenu } from '../../../../ui/menu.tsx';
import { type FacetName, facetMembers, valueLabel } from './filter-words.ts';
import { RangeDialog } from './range-dialog.tsx';
import {
  type FilterMember,
  isFiltered,
  type ListingState,
  type ListMember,
  stateLabels,
  valuesOf,
  withValue,
} from './stock-state.ts';
import type { StockTable } from './use-stock-table.ts';

const states = Object.keys(stateLabels) as readonly ListingState[];
/** Members of which several values may be chosen. */
const several = new Set<FilterMember>(['status', 'kind', 'condition', 'finish', 'grading_company', 'state']);

/** Everything the stock can be narrowed by, with how many listings each choice would leave. */
export function FilterMenu({ table }: { readonly table: StockTable }) {
  const [ranging, setRanging] = useState(false);
  const phone = useMedia(PHONE);
  const { state, show, facets } = table;
  const trigger = phone ? (
    <button type="button" className="icon-button" aria-label="Filter" data-set={isFiltered(state)}>
      <ListFilter className="icon" aria-hidden="true" />
      {isFiltered(state) && <span className="filter-dot" aria-hidden="true" />}
    </button>
  ) : (
    <button type="button" className="button button-ghost button-small">
      <Plus className="icon-small" aria-hidden="true" />
      Filter
    </button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        {facetMembers.map(({ member, facet, label }) => (
          <FacetItems key={member} table={table} member={member} facet={facet} label={label} />
        ))}
        <SubMenu label="What is missing">
          {states.map((one) => (
            <MenuTick
              key={one}
              ticked={valuesOf(state, 'state').includes(one)}
              onChange={() => show({ state: withValue(state, 'state', one) })}
            >
              {stateLabels[one]}
            </MenuTick>
          ))}
        </SubMenu>
        <MenuLine />
        <MenuItem onSelect={() => setRanging(true)}>Price or quantity from … to …</MenuItem>
        {isFiltered(state) && (
          <MenuItem onSelect={() => table.open(state.sort === undefined ? {} : { sort: state.sort })}>
            Clear the filter
          </MenuItem>
        )}
        {facets === undefined && <p className="menu-label">Counting …</p>}
      </Menu>
      {ranging && <RangeDialog table={table} onClose={() => setRanging(false)} />}
    </>
  );
}

interface FacetItemsProps {
  readonly table: StockTable;
  readonly member: (typeof facetMembers)[number]['member'];
  readonly facet: FacetName;
  readonly label: string;
}

function FacetItems({ table, member, facet, label }: FacetItemsProps) {
  const { state, show, facets } = table;
  const values = facets?.facets[facet] ?? [];
  if (values.length === 0) return null;
  const chosen = state[member]?.split(',') ?? [];
  const choose = (value: string) =>
    several.has(member)
      ? show({ [member]: withValue(state, member as ListMember, value) })
      : show({ [member]: chosen.includes(value) ? undefined : value });
  return (
    <SubMenu label={label}>
      {values.map(({ value, label, count }) => (
        <MenuTick key={value} ticked={chosen.includes(value)} onChange={() => choose(value)}>
          <span className="flex gap-4">
            <span className="grow truncate">{valueLabel(facet, value, label)}</span>
            <span className="count text-muted">{formatWhole(count)}</span>
          </span>
        </MenuTick>
      ))}
    </SubMenu>
  );
}
