import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { ChartDriver } from './chart-driver.ts';

/** The library comes in a chunk of its own, asked for as soon as the page's code is there, beside the first prices. */
const loading = import('./chart-driver.ts');
// A failure is told where the chart is waited for.
loading.catch(() => undefined);

/** The chart inside the frame, once its code is there. `failed`: it did not come. */
export function useDriver(frame: RefObject<HTMLElement | null>, onPoint: (at: number | null) => void) {
  const [driver, setDriver] = useState<ChartDriver | null>(null);
  const [failed, setFailed] = useState(false);
  const point = useEffectEvent(onPoint);
  useEffect(() => {
    let made: ChartDriver | null = null;
    let gone = false;
    const make = async () => {
      const { ChartDriver } = await loading;
      if (gone || !frame.current) return;
      made = new ChartDriver(frame.current, (at) => point(at));
      setDriver(made);
    };
    make().catch(() => setFailed(true));
    return () => {
      gone = true;
      made?.remove();
      setDriver(null);
    };
  }, [frame]);
  return { driver, failed };
}
