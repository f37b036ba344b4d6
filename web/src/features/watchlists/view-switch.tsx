import { ChartNoAxesCombined, LayoutGrid, Table2 } from 'lucide-react';
import { Tip } from '../../ui/tooltip.tsx';
import type { WatchView } from './use-watch-view.ts';
import type { Layout } from './view-state.ts';

const choices = [
  { layout: 'table', label: 'Table', Icon: Table2 },
  { layout: 'map', label: 'Heat map', Icon: LayoutGrid },
  { layout: 'analytics', label: 'Analytics', Icon: ChartNoAxesCombined },
] as const;

/** How the list is looked at; part of the address. */
export function ViewSwitch({ view }: { readonly view: WatchView }) {
  const shown: Layout = view.state.view ?? 'table';
  return (
    <fieldset className="segments flex-none" aria-label="View">
      {choices.map(({ layout, label, Icon }) => (
        <Tip key={layout} text={label}>
          <button
            type="button"
            className="segment"
            aria-label={label}
            aria-pressed={layout === shown}
            onClick={() => view.show({ view: layout === 'table' ? undefined : layout })}
          >
            <Icon className="icon-small" aria-hidden="true" />
          </button>
        </Tip>
      ))}
    </fieldset>
  );
}
