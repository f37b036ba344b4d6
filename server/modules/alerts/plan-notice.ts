import type { Notice, ToldAlert, ToldChange } from './notices.ts';

/** What the owner's plan did to some of their alerts. */
export type PlanChange = 'paused' | 'resumed';

/** Alerts that one notice names. */
const NAMED_MAX = 8;

const WORDS: Readonly<Record<PlanChange, { readonly are: string; readonly why: string }>> = {
  paused: {
    are: 'paused',
    why: 'Your plan has no room for more active alerts. They go on by themselves, the oldest first, once there is room: pause or delete others, or move to a larger plan.',
  },
  resumed: {
    are: 'active again',
    why: 'Your plan has room for them again. A level that is reached already waits until the price has been on the other side.',
  },
};

/** "Your plan has paused these alerts", or has let them go on: one notice for any number of one owner's, but at least one. */
export function planNotice(
  change: PlanChange,
  alerts: readonly { readonly alert: ToldAlert; readonly told: ToldChange }[],
): readonly Notice[] {
  const [first] = alerts;
  if (first === undefined) return [];
  const { alert, told } = first;
  const { are, why } = WORDS[change];
  const only = alerts.length === 1;
  const named = alerts.slice(0, NAMED_MAX).map((one) => ({ label: one.told.subject, value: one.told.sentence }));
  const more = alerts.length - named.length;
  return [
    {
      user_id: alert.user_id,
      kind: 'alert_changed',
      dedupe_key: `plan:${change}:${alert.id}:${told.at.getTime()}`,
      group: only ? `alert:${alert.id}` : 'alerts:plan',
      title: only ? `Your alert is ${are}: ${told.subject}` : `${alerts.length} of your alerts are ${are}`,
      body: why,
      facts: more === 0 ? named : [...named, { label: 'Others', value: String(more) }],
      link: only ? `/alerts?alert=${alert.id}` : '/alerts',
      symbol: only ? told.symbol : null,
      alert_id: only ? alert.id : null,
      firing_id: null,
      simulated: false,
      channels: [...new Set(alerts.flatMap((one) => one.alert.channels))],
      at: told.at,
    },
  ];
}
