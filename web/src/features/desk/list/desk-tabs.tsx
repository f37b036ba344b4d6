import { formatWhole } from '../../../lib/format/number.ts';
import type { DeskSummaryView } from '../../../lib/queries/desk.ts';
import { classNames } from '../../../ui/class-names.ts';
import { type DeskTab, tabs } from './desk-state.ts';

interface DeskTabsProps {
  readonly tab: DeskTab;
  readonly desk: DeskSummaryView | undefined;
  readonly onChange: (tab: DeskTab) => void;
}

const names: Readonly<Record<DeskTab, string>> = {
  to_ship: 'To ship',
  overdue: 'Overdue',
  shipped: 'Shipped',
  returns: 'Returns',
  all: 'All',
};

/** What is to be done, with how many wait for it. */
export function DeskTabs({ tab, desk, onChange }: DeskTabsProps) {
  const counts: { readonly [Tab in DeskTab]?: number | undefined } = {
    to_ship: desk?.to_ship,
    overdue: desk?.overdue,
    returns: desk?.returns_waiting,
  };
  return (
    <fieldset className="desk-tabs" aria-label="Show">
      {tabs.map((one) => (
        <button key={one} type="button" className="desk-tab" aria-pressed={one === tab} onClick={() => onChange(one)}>
          {names[one]}
          {counts[one] !== undefined && (
            <span className={classNames('desk-count', one === 'overdue' && counts[one] > 0 && 'is-late')}>
              {formatWhole(counts[one])}
            </span>
          )}
        </button>
      ))}
      {desk !== undefined && desk.refunds_stuck > 0 && (
        <output className="desk-stuck">
          {formatWhole(desk.refunds_stuck)} {desk.refunds_stuck === 1 ? 'refund is' : 'refunds are'} stuck
        </output>
      )}
    </fieldset>
  );
}
