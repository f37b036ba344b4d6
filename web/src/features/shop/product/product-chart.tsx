import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Maximize2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { StockView } from '../../../../../contract/market.ts';
import { stockQuery } from '../../../lib/queries/market.ts';
import { Segments } from '../../../ui/segments.tsx';
import { ChartArea } from '../../instrument/chart-area.tsx';
import type { ChartDriver } from '../../instrument/chart/chart-driver.ts';
import { useInstrumentView } from '../../instrument/use-instrument-view.ts';
import type { InstrumentState, Range } from '../../instrument/view-state.ts';

const offered = ['1D', '5D', '1M', '6M', '1Y', 'All'] as const satisfies readonly Range[];

/** The chart of one state of a product, with the way to its own page. */
export function ProductChart({ symbol }: { readonly symbol: string }) {
  const { data } = useQuery(stockQuery(symbol));
  return data ? <Chart stock={data} /> : <div className="product-chart" aria-busy="true" />;
}

function Chart({ stock }: { readonly stock: StockView }) {
  const [state, setState] = useState<InstrumentState>({ shape: 'area' });
  const driver = useRef<ChartDriver | null>(null);
  const show = (change: Partial<InstrumentState>) => setState((before) => ({ ...before, ...change }));
  const view = useInstrumentView(stock, { state, show });
  return (
    <div className="product-chart">
      <div className="product-chart-bar">
        <Segments
          label="Range"
          value={view.range}
          options={offered.map((range) => ({ value: range, label: range }))}
          onChange={(range: Range) => show({ range })}
        />
        <span className="grow" />
        <Link to="/s/$symbol" params={{ symbol: stock.symbol }} className="button button-ghost">
          <Maximize2 className="icon-small" aria-hidden="true" />
          Full chart
        </Link>
      </div>
      <ChartArea view={view} driver={driver} />
    </div>
  );
}
