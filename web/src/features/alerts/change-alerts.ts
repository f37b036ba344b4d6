import type { AlertView } from '../../../../contract/alerts.ts';
import type { BodyInput } from '../../../../contract/schemas.ts';
import { queryClient } from '../../app/query-client.ts';
import { router } from '../../app/router.tsx';
import { ApiError, call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { alertsQuery, readAlertsAgain } from '../../lib/queries/alerts.ts';
import { notify, notifyError } from '../../ui/toast.tsx';
import { openAlertForm } from './alert-request.ts';
import { type AlertBody, draftOf, readDraft } from './form/draft.ts';

export type ReachedChoice = 'fire' | 'wait';
type Subject = { readonly stock_symbol: string } | { readonly watchlist_id: string };

/** Sets an alert and offers to take it back. @throws ApiError for a refusal, which belongs beside the form's fields. */
export async function createAlert(subject: Subject, body: AlertBody, choice?: ReachedChoice): Promise<AlertView> {
  const sent: BodyInput<'createAlert'> = { ...subject, ...body, ...(choice && { if_already_true: choice }) };
  const { data } = await call('createAlert', { body: sent });
  take(data);
  notify(`Alert set: ${data.sentence}`, () => void drop(data, null));
  return data;
}

/** Changes an alert, and offers to change it back. @throws ApiError for a refusal. */
export async function updateAlert(alert: AlertView, body: AlertBody, choice?: ReachedChoice): Promise<void> {
  const { data } = await call('updateAlert', {
    params: { id: alert.id },
    body: { ...body, ...(choice && { if_already_true: choice }) },
  });
  take(data);
  notify(`Saved: ${data.sentence}`, () => void changeBack(alert));
}

/** Moves the level of an alert. Where that is reached already, the form asks what is meant. @returns whether it moved. */
export async function moveLevel(alert: AlertView, level: string): Promise<boolean> {
  try {
    const { data } = await call('updateAlert', { params: { id: alert.id }, body: { threshold_value: level } });
    take(data);
    notify(`Moved: ${data.sentence}`, () => void changeBack(alert));
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.has('already_true')) openAlertForm({ kind: 'edit', alert, level });
    else tellRefusal('The alert was not moved', error);
    return false;
  }
}

export async function pauseAlert(alert: AlertView): Promise<void> {
  await tried(`${subjectOf(alert)} was not paused`, async () => {
    take((await call('pauseAlert', { params: { id: alert.id } })).data);
    notify(`Paused: ${alert.sentence}`, () => void resumeAlert(alert));
  });
}

/** Arms an alert again. A level that is reached by now waits until it is reached anew. */
export async function resumeAlert(alert: AlertView): Promise<void> {
  await tried(`${subjectOf(alert)} was not set again`, async () => {
    const { data } = await call('resumeAlert', { params: { id: alert.id }, body: { if_already_true: 'wait' } });
    take(data);
    notify(`Watching again: ${data.sentence}`);
  });
}

/** Deletes an alert and offers to set it anew. */
export async function deleteAlert(alert: AlertView): Promise<void> {
  await drop(alert, `Deleted: ${alert.sentence}`);
}

async function drop(alert: AlertView, said: string | null): Promise<void> {
  const before = held();
  hold(before.filter(({ id }) => id !== alert.id));
  const unsay = said === null ? null : notify(said, () => void setAnew(alert));
  try {
    await call('deleteAlert', { params: { id: alert.id } });
  } catch (error) {
    unsay?.();
    hold(before);
    tellRefusal(`${subjectOf(alert)} was not deleted`, error);
  } finally {
    readAlertsAgain(queryClient);
  }
}

/** What was deleted comes back as a new alert of the same rule, asleep if it was. */
async function setAnew(alert: AlertView): Promise<void> {
  await tried(`${subjectOf(alert)} was not brought back`, async () => {
    const read = readDraft({ ...draftOf(alert), expires: '' }, Date.now());
    if (!('body' in read)) return;
    const subject =
      alert.stock_symbol === null ? { watchlist_id: alert.watchlist_id ?? '' } : { stock_symbol: alert.stock_symbol };
    const body = { ...read.body, expires_at: alert.expires_at, if_already_true: 'wait' as const };
    const { data } = await call('createAlert', { body: { ...subject, ...body } });
    take(data);
    if (alert.status !== 'active') take((await call('pauseAlert', { params: { id: data.id } })).data);
  });
}

async function changeBack(alert: AlertView): Promise<void> {
  await tried('It could not be changed back', async () => {
    const read = readDraft({ ...draftOf(alert), expires: '' }, Date.now());
    if (!('body' in read)) return;
    const body = { ...read.body, expires_at: alert.expires_at, if_already_true: 'wait' as const };
    take((await call('updateAlert', { params: { id: alert.id }, body })).data);
  });
}

async function tried(refused: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    tellRefusal(refused, error);
  } finally {
    readAlertsAgain(queryClient);
  }
}

function subjectOf({ stock_symbol, watchlist_name }: AlertView): string {
  return `The alert on ${stock_symbol ?? watchlist_name ?? 'it'}`;
}

/** Says that something did not happen, why, and what helps. */
export function tellRefusal(what: string, error: unknown): void {
  const limited = error instanceof ApiError && error.has('alert_limit');
  const plans = { label: 'See plans', run: () => void router.navigate({ to: '/plans' }) };
  notifyError(what, messageOf(error), limited ? plans : undefined);
}

function held(): AlertView[] {
  return queryClient.getQueryData(alertsQuery.queryKey) ?? [];
}

function hold(alerts: AlertView[]): void {
  queryClient.setQueryData(alertsQuery.queryKey, (before) => before && alerts);
}

/** The newest state of an alert, wherever alerts are shown. */
function take(alert: AlertView): void {
  const alerts = held();
  const known = alerts.some(({ id }) => id === alert.id);
  hold(known ? alerts.map((other) => (other.id === alert.id ? alert : other)) : [alert, ...alerts]);
  void queryClient.invalidateQueries({ queryKey: alertsQuery.queryKey });
}
