import { Menu as Base } from '@base-ui/react/menu';
import { Bell, ListChecks } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import { formatPrice } from '../../../lib/format/number.ts';
import { MenuItem, MenuLink } from '../../../ui/menu.tsx';
import type { PricePlaces } from '../../instrument/chart/price-places.ts';
import type { InstrumentPageView } from '../../instrument/use-instrument-view.ts';
import { openAlertForm } from '../alert-request.ts';
import { emptyCondition, guessedType } from '../form/draft.ts';
import { rounded } from './steps.ts';

interface AlertHereOptions {
  readonly view: InstrumentPageView;
  readonly figure: RefObject<HTMLElement | null>;
  readonly places: PricePlaces | null;
  /** The bar one points at. */
  readonly pointed: number | null;
  readonly enabled: boolean;
}

/** A menu with an alert at the price one points at: by the right button, the menu key, or b. */
export function useAlertHere({ view, figure, places, pointed, enabled }: AlertHereOptions) {
  const [menu, setMenu] = useState<{ readonly level: string; readonly at: DOMRect } | null>(null);
  const pointer = useRef<number | null>(null);
  const { symbol, price_decimals: decimals } = view.instrument;
  const open = (level: string | null) => {
    const type = level === null ? 'PRICE_ABOVE' : guessedType('PRICE_ABOVE', level, view.quote?.price ?? null);
    const draft = level === null ? {} : { draft: { condition: { ...emptyCondition, type, value: level } } };
    openAlertForm({ kind: 'new', symbol, ...draft });
  };
  /** Where the pointer stands; with the keyboard the close of the bar one has walked to. */
  const levelHere = (height: number | null): string | null => {
    const price = height === null ? null : (places?.priceAt(height) ?? null);
    if (price !== null) return rounded(price, decimals);
    return pointed === null ? null : (view.bars[pointed]?.close ?? null);
  };
  useShortcut('alert', () => enabled && open(levelHere(pointer.current)));
  const topOf = () => figure.current?.getBoundingClientRect().top ?? 0;
  const onContextMenu = (event: MouseEvent) => {
    const by_key = event.target instanceof Element && event.target.matches('.chart-slider');
    const level = levelHere(by_key ? null : event.clientY - topOf());
    if (!enabled || level === null) return;
    event.preventDefault();
    setMenu({ level, at: new DOMRect(event.clientX, event.clientY, 0, 0) });
  };
  const onPointerMove = (event: PointerEvent) => {
    pointer.current = event.clientY - topOf();
  };
  const onPointerLeave = () => {
    pointer.current = null;
  };
  return {
    handlers: { onContextMenu, onPointerMove, onPointerLeave },
    menu: (
      <Base.Root open={menu !== null} onOpenChange={(next) => !next && setMenu(null)}>
        <Base.Portal>
          <Base.Positioner className="z-50" anchor={menu && { getBoundingClientRect: () => menu.at }} sideOffset={4}>
            <Base.Popup className="menu" aria-label="At this price">
              <MenuItem icon={<Bell aria-hidden="true" />} keys={['b']} onSelect={() => open(menu?.level ?? null)}>
                Alert at {formatPrice(menu?.level, decimals)}
              </MenuItem>
              <MenuLink icon={<ListChecks aria-hidden="true" />} link={<Link to="/alerts" search={{ symbol }} />}>
                Alerts on {symbol}
              </MenuLink>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    ),
  };
}
