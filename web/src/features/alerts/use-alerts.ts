import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { AlertView } from '../../../../contract/alerts.ts';
import { useUser } from '../../app/session.ts';
import { live } from '../../lib/live/browser-live.ts';
import { alertsQuery, readAlertsAgain } from '../../lib/queries/alerts.ts';
import { tiersQuery } from '../../lib/queries/identity.ts';

const none: readonly AlertView[] = [];

/** Alerts of the person; none for a visitor, and until they are known. */
export function useAlerts(): readonly AlertView[] {
  const user = useUser();
  return useQuery({ ...alertsQuery, enabled: user !== null }).data ?? none;
}

export type AlertsOf = (symbol: string) => readonly AlertView[];

/** Active alerts by symbol. The same object while nothing changed, so that rows do not render for nothing. */
export function useActiveAlerts(): AlertsOf {
  const alerts = useAlerts();
  return useMemo(() => {
    const bySymbol = Map.groupBy(
      alerts.filter(({ status }) => status === 'active'),
      ({ stock_symbol }) => stock_symbol,
    );
    return (symbol) => bySymbol.get(symbol) ?? none;
  }, [alerts]);
}

/** How many active alerts there are, and how many the plan allows; null while that is not known. */
export function useAlertUsage(): { readonly used: number; readonly most: number; readonly plan: string } | null {
  const user = useUser();
  const alerts = useQuery({ ...alertsQuery, enabled: user !== null }).data;
  // The demo account is everybody's: it is held to what Standard allows.
  const own = user?.is_demo ? 'standard' : user?.tier;
  const plan = useQuery(tiersQuery).data?.find(({ tier }) => tier === own);
  if (!alerts || !plan) return null;
  const used = alerts.filter(({ status }) => status === 'active').length;
  return { used, most: plan.active_alerts_max, plan: plan.name };
}

/** Alerts fire, run out and are moved by splits on their own: each such news reads them again. Once a page. */
export function useAlertNews(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const readAgain = () => readAlertsAgain(queryClient);
    const stops = [
      live.onEvent(({ topic, data }) => {
        const { notification } = data as { readonly notification?: { readonly kind?: string } };
        if (topic === 'notification.created' && notification?.kind?.startsWith('alert_')) readAgain();
      }),
      live.onEventsMissed(readAgain),
    ];
    return () => stops.forEach((stop) => stop());
  }, [queryClient]);
}
