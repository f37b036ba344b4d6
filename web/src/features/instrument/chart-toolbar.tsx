import {
  Bell,
  CandlestickChart,
  ChartArea as AreaIcon,
  ChartLine,
  ChevronDown,
  Download,
  Ellipsis,
} from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import { Badge, SimulatedBadge } from '../../ui/badge.tsx';
import { Menu, MenuChoices, MenuItem, MenuLine, MenuTick } from '../../ui/menu.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useUser } from '../../app/session.ts';
import { openAlertForm } from '../alerts/alert-request.ts';
import type { ChartDriver } from './chart/chart-driver.ts';
import { saveCanvas, titledPicture } from './chart/picture.ts';
import { useChartInk } from './chart/chart-ink.ts';
import { CompareMenu } from './compare-menu.tsx';
import { CsvLink } from './csv-link.tsx';
import { intervalNames, intervalsOf } from './ranges.ts';
import type { InstrumentPageView } from './use-instrument-view.ts';
import { type Range, ranges, type Shape } from './view-state.ts';

interface ToolbarProps {
  readonly view: InstrumentPageView;
  readonly phone: boolean;
  readonly driver: RefObject<ChartDriver | null>;
}

/** How much of the past, in which steps and which shape, beside whom and on which scale. */
export function ChartToolbar({ view, phone, driver }: ToolbarProps) {
  const { history } = view;
  return (
    <div className="instrument-bar" role="toolbar" aria-label="Chart">
      {!phone && (
        <>
          <RangeChoice view={view} />
          <span className="instrument-split" />
        </>
      )}
      <ShapeChoice view={view} />
      <IntervalMenu view={view} />
      <CompareMenu view={view} />
      <AlertLineButton symbol={view.instrument.symbol} />
      <MoreMenu view={view} driver={driver} />
      <span className="grow" />
      {history.isFetching && history.isPlaceholderData && <span className="spinner text-muted" aria-hidden="true" />}
      <span className="flex gap-2">
        {!phone && history.data && view.instrument.kind !== 'collectible' && (
          <Badge
            tone="line"
            title={history.data.adjusted ? 'Earlier prices are divided by later splits' : 'As they were traded'}
          >
            {history.data.adjusted ? 'Split-adjusted' : 'As traded'}
          </Badge>
        )}
        {(history.data?.simulated ?? view.quote?.simulated) && <SimulatedBadge />}
        {view.state.source !== undefined && (
          <Badge tone="line" title="The chart shows kept prices; the price above is made up">
            {sourceName(view.state.source)}
          </Badge>
        )}
      </span>
    </div>
  );
}

/** A line at a level of one's own, which tells when it is reached. */
function AlertLineButton({ symbol }: { readonly symbol: string }) {
  const user = useUser();
  if (user === null) return null;
  return (
    <button type="button" className="button button-ghost" onClick={() => openAlertForm({ kind: 'new', symbol })}>
      <Bell className="icon-small" aria-hidden="true" />
      <span className="instrument-wide">Alert line</span>
    </button>
  );
}

/** Made-up prices, or real ones that were imported or kept beside them. */
function SourceChoice({ view }: Pick<ToolbarProps, 'view'>) {
  const { actions, state, show } = view;
  const kept = actions.data?.kept_sources ?? [];
  if (kept.length === 0) return null;
  return (
    <>
      <MenuLine />
      <MenuChoices
        label="Prices"
        value={state.source ?? ''}
        options={[
          { value: '', label: 'Simulated' },
          ...kept.map((source) => ({ value: source, label: sourceName(source) })),
        ]}
        onChange={(source) => show({ source: source === '' ? undefined : source })}
      />
    </>
  );
}

function sourceName(source: string): string {
  return source === 'import' ? 'Imported' : `Kept from ${source}`;
}

/** From one day to all there is; keys 1 to 8. */
export function RangeChoice({ view }: { readonly view: InstrumentPageView }) {
  return (
    <Segments<Range>
      label="Range"
      value={view.range}
      options={ranges.map((range) => ({ value: range, label: range }))}
      onChange={(range) => view.show({ range, interval: undefined })}
    />
  );
}

const shapeIcons: readonly (readonly [Shape, string, ReactElement])[] = [
  ['candles', 'Candles', <CandlestickChart key="candles" className="icon" aria-hidden="true" />],
  ['line', 'Line', <ChartLine key="line" className="icon" aria-hidden="true" />],
  ['area', 'Area', <AreaIcon key="area" className="icon" aria-hidden="true" />],
];

function ShapeChoice({ view }: { readonly view: InstrumentPageView }) {
  return (
    <fieldset className="segments" aria-label="Shape">
      {shapeIcons.map(([shape, label, icon]) => (
        <button
          key={shape}
          type="button"
          className="segment segment-icon"
          aria-label={label}
          title={label}
          aria-pressed={shape === view.shape}
          onClick={() => view.show({ shape: shape === view.usual_shape ? undefined : shape })}
        >
          {icon}
        </button>
      ))}
    </fieldset>
  );
}

function IntervalMenu({ view }: { readonly view: InstrumentPageView }) {
  const { range, trading, interval, chosen, state, show } = view;
  const options = intervalsOf(range, trading).map((value) => ({ value, label: intervalNames[value] }));
  return (
    <Menu
      trigger={
        <button type="button" className="button button-ghost" aria-label={`Interval: ${intervalNames[interval]}`}>
          {intervalNames[interval]}
          <ChevronDown className="icon-small" aria-hidden="true" />
        </button>
      }
    >
      <MenuChoices
        label="One bar is"
        value={state.interval ?? 'auto'}
        options={[{ value: 'auto', label: `What fits: ${intervalNames[chosen].toLowerCase()}` }, ...options]}
        onChange={(value) => show({ interval: value === 'auto' ? undefined : value })}
      />
    </Menu>
  );
}

function MoreMenu({ view, driver }: Pick<ToolbarProps, 'view' | 'driver'>) {
  const { state, show, instrument, range, history } = view;
  const ink = useChartInk();
  const save = () => {
    const chart = driver.current?.picture();
    if (!chart) return;
    const source = history.data?.simulated ? 'Simulated prices' : `Prices: ${history.data?.source ?? 'unknown'}`;
    const note = `${source} · Omni-Stock · chart by TradingView`;
    const title = `${instrument.symbol} · ${instrument.name} · ${range} · ${instrument.currency}`;
    saveCanvas(titledPicture(chart, { title, note }, ink), `${instrument.symbol}-${range}.png`);
  };
  return (
    <Menu
      trigger={
        <button type="button" className="icon-button" aria-label="Scale, prices and downloads">
          <Ellipsis className="icon" aria-hidden="true" />
        </button>
      }
    >
      <MenuTick
        ticked={state.log ?? false}
        disabled={view.compared.length > 0}
        onChange={(log) => show({ log: log || undefined })}
      >
        {view.compared.length > 0 ? 'Logarithmic (not in percent)' : 'Logarithmic scale'}
      </MenuTick>
      <MenuTick ticked={!state.raw} onChange={(adjusted) => show({ raw: adjusted ? undefined : true })}>
        Adjusted for splits
      </MenuTick>
      <SourceChoice view={view} />
      <MenuLine />
      <MenuItem icon={<Download aria-hidden="true" />} onSelect={save}>
        Save as a picture
      </MenuItem>
      <CsvLink view={view} inMenu />
    </Menu>
  );
}
