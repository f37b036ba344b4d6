import { useSyncExternalStore } from 'react';
import type { AlertView } from '../../../../contract/alerts.ts';
import type { AlertDraft } from './form/draft.ts';

/** What the form is opened for. */
export type AlertAsk =
  /** A new alert; without a symbol the form asks for one. `draft` is filled in already. */
  | { readonly kind: 'new'; readonly symbol: string | null; readonly draft?: Partial<AlertDraft> }
  | { readonly kind: 'list'; readonly list_id: string; readonly list_name: string }
  /** `level` instead of its own: where it was dragged to. */
  | { readonly kind: 'edit'; readonly alert: AlertView; readonly level?: string };

let asked: AlertAsk | null = null;
const listeners = new Set<() => void>();

function set(next: AlertAsk | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the form from anywhere; its code comes with the first use. */
export function openAlertForm(ask: AlertAsk): void {
  set(ask);
}

export function closeAlertForm(): void {
  set(null);
}

/** What the form is open for, or null. */
export function useAlertAsk(): AlertAsk | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
