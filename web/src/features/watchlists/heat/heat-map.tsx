import { type KeyboardEvent, type MouseEvent, memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { WatchlistItemView } from '../../../../../contract/watchlists.ts';
import { directionOf, formatPercent, formatPrice, MINUS } from '../../../lib/format/number.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Segments } from '../../../ui/segments.tsx';
import { isLate } from '../../market/quote-state.tsx';
import type { RowCommands } from '../row-commands.ts';
import type { Items, WatchView } from '../use-watch-view.ts';
import { layEvenly, layTiles, strengthOf, type Tile, tileBeside, weightsOf } from './tile-layout.ts';
import './heat.css';

interface HeatMapProps {
  readonly view: WatchView;
  readonly commands: RowCommands;
}

/** The list as tiles, coloured by the day's change. A list of buttons for who cannot see it. */
export function HeatMap({ view, commands }: HeatMapProps) {
  const frame = useRef<HTMLUListElement>(null);
  const room = useRoom(frame);
  const equal = view.state.tiles === 'equal';
  const items = useMemo(() => (equal ? view.items : byCap(view.items)), [equal, view.items]);
  const { tiles, height } = useMemo(() => {
    if (equal) return layEvenly(items.length, room);
    return layTiles(
      weightsOf(
        items.map(({ instrument }) => instrument.market_cap),
        room.width,
      ),
      room,
    );
  }, [items, equal, room]);
  const input = useTileInput({ items, tiles, commands, frame });
  return (
    <div className="heat">
      <HeatBar view={view} />
      <div className="heat-scroll">
        <ul
          ref={frame}
          className="heat-map"
          aria-label={`${view.list?.name ?? 'Watchlist'}, heat map of the day's change`}
          {...input.handlers}
        >
          <li className="heat-end" style={{ top: height }} aria-hidden="true" />
          {items.map((item, index) => {
            const tile = tiles[index];
            return (
              tile && (
                <HeatTile
                  key={item.symbol}
                  item={item}
                  tile={tile}
                  tabbable={index === input.index}
                  current={view.state.symbol === item.symbol}
                />
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function HeatBar({ view }: { readonly view: WatchView }) {
  return (
    <div className="heat-bar">
      <Segments
        label="Size of the tiles"
        value={view.state.tiles ?? 'cap'}
        options={[
          { value: 'cap', label: 'Market cap' },
          { value: 'equal', label: 'Equal' },
        ]}
        onChange={(value) => view.show({ tiles: value === 'equal' ? 'equal' : undefined })}
      />
      <span className="heat-legend">
        <span>{MINUS}3%</span>
        {[5, 4, 3, 2, 1].map((strength) => (
          <i key={strength} className={`heat-down heat-${strength}`} />
        ))}
        <i className="heat-0" />
        {[1, 2, 3, 4, 5].map((strength) => (
          <i key={strength} className={`heat-up heat-${strength}`} />
        ))}
        <span>+3%</span>
      </span>
    </div>
  );
}

interface HeatTileProps {
  readonly item: WatchlistItemView;
  readonly tile: Tile;
  readonly tabbable: boolean;
  readonly current: boolean;
}

const HeatTile = memo(function HeatTile({ item, tile, tabbable, current }: HeatTileProps) {
  const quote = useLiveQuote(item.symbol);
  const percent = quote?.change_percent;
  const direction = directionOf(percent);
  const { name, price_decimals } = item.instrument;
  return (
    <li style={tile}>
      <button
        type="button"
        className={classNames(
          'heat-tile',
          `heat-${direction}`,
          `heat-${strengthOf(percent)}`,
          isLate(quote) && 'is-stale',
        )}
        tabIndex={tabbable ? 0 : -1}
        data-symbol={item.symbol}
        aria-current={current || undefined}
        title={`${name}, ${formatPrice(quote?.price, price_decimals)}`}
      >
        <b>{item.symbol}</b>
        <span className="unseen">
          {name}, {formatPrice(quote?.price, price_decimals)},{' '}
        </span>
        <span>{formatPercent(percent)}</span>
      </button>
    </li>
  );
});

interface TileInput extends Pick<HeatMapProps, 'commands'> {
  readonly items: Items;
  readonly tiles: readonly Tile[];
  readonly frame: { readonly current: HTMLElement | null };
}

/** One tab stop; arrow keys go to the neighbour that is seen there. */
function useTileInput({ items, tiles, commands, frame }: TileInput) {
  const [place, setPlace] = useState<string | null>(null);
  const index = Math.max(
    0,
    items.findIndex((item) => item.symbol === place),
  );
  const focusAt = (at: number) => {
    const symbol = items[at]?.symbol ?? '';
    setPlace(symbol);
    frame.current?.querySelector<HTMLElement>(`[data-symbol="${CSS.escape(symbol)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const symbol = symbolOf(event);
    if (symbol === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const press = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key;
    const next = tileBeside(tiles, index, press);
    if (/^(?:Arrow|Home$|End$)/.test(press)) focusAt(next);
    else if (press === ' ') commands.peek(symbol);
    else if (press === 'ContextMenu') commands.menu(symbol, event.target as HTMLElement);
    else if (press === 'Delete') commands.remove([symbol]);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const symbol = symbolOf(event);
    if (symbol !== undefined) commands.open(symbol);
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const symbol = symbolOf(event);
    if (symbol === undefined) return;
    event.preventDefault();
    const at = new DOMRect(event.clientX, event.clientY, 0, 0);
    commands.menu(symbol, { getBoundingClientRect: () => at });
  };
  const onFocus = (event: { readonly target: HTMLElement }) => setPlace(event.target.dataset['symbol'] ?? null);
  return { index, handlers: { onKeyDown, onClick, onContextMenu, onFocus } };
}

function symbolOf(event: { readonly target: EventTarget }): string | undefined {
  return (event.target as HTMLElement).closest<HTMLElement>('[data-symbol]')?.dataset['symbol'];
}

/** The largest first, those of unknown size last. */
function byCap(items: Items): Items {
  const capOf = (item: WatchlistItemView) => item.instrument.market_cap ?? 0;
  return items.toSorted((left, right) => capOf(right) - capOf(left));
}

const noRoom = { width: 0, height: 0 };

function useRoom(frame: { readonly current: HTMLElement | null }) {
  const [room, setRoom] = useState(noRoom);
  useLayoutEffect(() => {
    const scroll = frame.current?.parentElement;
    if (!scroll) return undefined;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = scroll;
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(scroll);
    return () => observer.disconnect();
  }, [frame]);
  return room;
}
