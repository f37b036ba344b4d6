import { useState } from 'react';
import type { AlertView, ConditionType } from '../../../../../contract/alerts.ts';
import { ApiError } from '../../../lib/api.ts';
import { messageOf, sentenceOf } from '../../../lib/problems.ts';
import type { AlertAsk } from '../alert-request.ts';
import { createAlert, type ReachedChoice, updateAlert } from '../change-alerts.ts';
import {
  type AlertDraft,
  type ConditionDraft,
  type DraftField,
  type DraftProblems,
  draftOf,
  emptyDraft,
  guessedType,
  isPriced,
  readDraft,
  suggestedLevel,
} from './draft.ts';

/** What the form is about: one instrument, a list, or nothing yet. */
export interface FormSubject {
  readonly symbol: string | null;
  readonly list_id: string | null;
  readonly alert: AlertView | null;
  /** The newest price, where one is known. */
  readonly price: string | null;
  readonly decimals: number;
}

/** What the server said to the last attempt. */
export type Refusal = { readonly kind: 'reached' | 'limit' | 'no_price' | 'other'; readonly message: string } | null;

/** The form as it is filled in, and what becomes of it. */
export function useAlertForm(ask: AlertAsk, subject: FormSubject, done: () => void) {
  const [draft, setDraft] = useState<AlertDraft>(() => firstDraft(ask));
  const [touched, setTouched] = useState({ level: draft.condition.value !== '', kind: ask.kind !== 'new', any: false });
  const [problems, setProblems] = useState<DraftProblems>({});
  const [refusal, setRefusal] = useState<Refusal>(null);
  const [busy, setBusy] = useState(false);
  const shown = touched.level ? draft : withSuggestion(draft, subject);

  const change = (next: Partial<AlertDraft>) => {
    setTouched((before) => ({ ...before, any: true }));
    setDraft({ ...shown, ...next });
    setProblems({});
    setRefusal(null);
  };
  const setCondition = (next: Partial<ConditionDraft>) => {
    const condition = { ...shown.condition, ...next };
    if (next.value !== undefined) {
      setTouched((before) => ({ ...before, level: true }));
      if (!touched.kind) condition.type = guessedType(condition.type, condition.value, subject.price);
    }
    change({ condition });
  };
  const setKind = (type: ConditionType) => {
    const kept = isPriced(type) === isPriced(shown.condition.type) && type !== 'VOLUME_ABOVE';
    setTouched((before) => ({ ...before, kind: true, level: !isPriced(type) || (kept && before.level) }));
    change({ condition: { ...shown.condition, type, value: kept ? shown.condition.value : '' } });
  };
  const submit = async (choice?: ReachedChoice) => {
    const read = readDraft(shown, Date.now());
    if ('problems' in read) return setProblems(read.problems);
    setBusy(true);
    setDraft(shown);
    setTouched((before) => ({ ...before, level: true }));
    try {
      if (subject.alert) await updateAlert(subject.alert, read.body, choice);
      else await createAlert(target(subject), read.body, choice);
      done();
    } catch (error) {
      setProblems(fieldProblems(error));
      setRefusal(refusalOf(error));
      setBusy(false);
    }
  };
  return { draft: shown, dirty: touched.any, problems, refusal, busy, change, setCondition, setKind, submit };
}

export type AlertForm = ReturnType<typeof useAlertForm>;

function target({ symbol, list_id }: FormSubject) {
  return list_id === null ? { stock_symbol: symbol ?? '' } : { watchlist_id: list_id };
}

function firstDraft(ask: AlertAsk): AlertDraft {
  if (ask.kind === 'new') return { ...emptyDraft, ...ask.draft };
  if (ask.kind === 'edit') {
    const draft = draftOf(ask.alert);
    return ask.level === undefined ? draft : { ...draft, condition: { ...draft.condition, value: ask.level } };
  }
  // A price means something else for each member of a list; a percentage means the same.
  return { ...emptyDraft, condition: { ...emptyDraft.condition, type: 'PERCENT_CHANGE', value: '5' }, repeat: 'DAILY' };
}

/** Until somebody types, the level is a round one beside the price. */
function withSuggestion(draft: AlertDraft, { price, decimals, list_id }: FormSubject): AlertDraft {
  if (price === null || list_id !== null || !isPriced(draft.condition.type)) return draft;
  return { ...draft, condition: { ...draft.condition, value: suggestedLevel(price, decimals) } };
}

const fields: Readonly<Record<string, DraftField>> = {
  '/threshold_value': 'value',
  '/threshold_upper': 'upper',
  '/window_minutes': 'minutes',
  '/window_days': 'days',
  '/and/threshold_value': 'and_value',
  '/and/threshold_upper': 'and_upper',
  '/and/window_minutes': 'and_minutes',
  '/and/window_days': 'and_days',
  '/expires_at': 'expires',
  '/channels': 'channels',
  '/message': 'message',
  '/note': 'note',
};

function fieldProblems(error: unknown): DraftProblems {
  if (!(error instanceof ApiError)) return {};
  const named = error.problems.flatMap((problem) => {
    const field = fields[problem.pointer ?? ''];
    return field === undefined ? [] : [[field, sentenceOf(problem)] as const];
  });
  return Object.fromEntries(named);
}

function refusalOf(error: unknown): Refusal {
  if (Object.keys(fieldProblems(error)).length > 0) return null;
  const message = messageOf(error);
  if (!(error instanceof ApiError)) return { kind: 'other', message };
  // What follows is advice for programs.
  if (error.has('already_true')) return { kind: 'reached', message: message.replace(/ Send .*$/, '') };
  if (error.has('alert_limit')) return { kind: 'limit', message };
  return { kind: error.has('alert_no_price') ? 'no_price' : 'other', message };
}
