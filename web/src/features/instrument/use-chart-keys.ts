import { type RefObject, useEffect, useEffectEvent } from 'react';
import { isMeantForPage } from '../../app/keyboard/use-shortcut.ts';
import { pressName } from '../../app/keyboard/match.ts';
import type { ChartDriver } from './chart/chart-driver.ts';
import { ZOOM_IN } from './chart/zoom.ts';
import type { InstrumentPageView } from './use-instrument-view.ts';
import { ranges } from './view-state.ts';

/** 1 to 8 choose the range, plus and minus zoom, wherever on the page the focus is. Left and right belong to the chart. */
export function useChartKeys(view: InstrumentPageView, driver: RefObject<ChartDriver | null>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = pressName(event);
    if (event.defaultPrevented || !isMeantForPage(event, name)) return;
    const range = /^[1-8]$/.test(name) ? ranges[Number(name) - 1] : undefined;
    if (range !== undefined) view.show({ range, interval: undefined });
    else if (name === '+' || name === '=') driver.current?.viewport.zoom(ZOOM_IN, null);
    else if (name === '-') driver.current?.viewport.zoom(1 / ZOOM_IN, null);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
