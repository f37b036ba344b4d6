import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { type CardForm, type Confirmed, openCardForm } from './open-card-form.ts';

/** A form that did not come by then is said to be missing; it still shows if it comes later. */
const LOAD_MS_MAX = 15_000;

export type CardPhase = 'loading' | 'ready' | 'failed';

interface Card {
  readonly phase: CardPhase;
  /** Where the fields stand. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly confirm: () => Promise<Confirmed>;
}

/** One try to open the form; closed, what comes of it is of no interest any more. */
interface Opening {
  closed: boolean;
}

interface CardOptions {
  readonly group: OrderGroupView;
  readonly client_secret: string;
  readonly publishable_key: string;
  /** The fields did not come: perhaps there is nothing to pay any more. */
  readonly onFailed: () => void;
}

/** The provider's fields for one payment, opened once: another payment is another component. */
export function useCardForm({ group, client_secret, publishable_key, onFailed }: CardOptions): Card {
  const place = useRef<HTMLDivElement>(null);
  const form = useRef<CardForm | null>(null);
  const [phase, setPhase] = useState<CardPhase>('loading');
  const ready = useEffectEvent((opening: Opening) => {
    if (!opening.closed) setPhase('ready');
  });
  const fail = useEffectEvent((opening: Opening) => {
    if (opening.closed) return;
    setPhase('failed');
    onFailed();
  });
  const open = useEffectEvent(async (opening: Opening, element: HTMLElement) => {
    try {
      const opened = await openCardForm({
        place: element,
        client_secret,
        publishable_key,
        buyer: group,
        return_url: location.origin + location.pathname,
        onReady: () => ready(opening),
        onFailed: () => fail(opening),
      });
      if (opening.closed) opened.close();
      else form.current = opened;
    } catch {
      fail(opening);
    }
  });
  useEffect(() => {
    const opening: Opening = { closed: false };
    const timer = setTimeout(() => setPhase((now) => (now === 'loading' ? 'failed' : now)), LOAD_MS_MAX);
    if (place.current !== null) void open(opening, place.current);
    return () => {
      opening.closed = true;
      clearTimeout(timer);
      form.current?.close();
      form.current = null;
    };
  }, []);
  return {
    phase,
    place,
    confirm: async () => (form.current === null ? { outcome: 'incomplete' } : form.current.confirm()),
  };
}
