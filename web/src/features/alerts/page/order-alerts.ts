import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import { live } from '../../../lib/live/browser-live.ts';
import { distanceOf } from '../distance.ts';

const ORDER_MS = 1000;

/** Nearest first, then those without a distance, and last the paused ones. */
export function byDistance(alerts: readonly AlertView[]): AlertView[] {
  const keyed = alerts.map((alert) => ({ alert, rank: rankOf(alert) }));
  return keyed.sort((left, right) => left.rank - right.rank).map(({ alert }) => alert);
}

const PAUSED = 1e9;
const UNKNOWN = 1e6;

function rankOf(alert: AlertView): number {
  const distance = alert.stock_symbol === null ? null : distanceOf(alert, live.store.get(alert.stock_symbol));
  const away = distance === null ? UNKNOWN : Math.abs(Number(distance.percent));
  return alert.status === 'active' ? away : PAUSED + away;
}

/** The order follows the prices once a second, and not while somebody points at a row or has it focused. */
export function useOrdered(alerts: readonly AlertView[], frozen: RefObject<boolean>): readonly AlertView[] {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!frozen.current) setRound((before) => before + 1);
    }, ORDER_MS);
    return () => clearInterval(timer);
  }, [frozen]);
  // oxlint-disable-next-line react/exhaustive-deps -- a round is a reason to sort, not an input
  return useMemo(() => byDistance(alerts), [alerts, round]);
}
