import { useNow } from '../../app/use-now.ts';
import type { OrderEventView } from '../../lib/queries/orders.ts';
import { eventTitle, sinceWords } from './words.ts';

export interface HappenedEvent extends OrderEventView {
  /** Whose part of the order it concerns, where there are several. */
  readonly vendor: string | null;
  readonly key: string;
}

/** What happened, newest first. */
export function Timeline({ events }: { readonly events: readonly HappenedEvent[] }) {
  const now_ms = useNow(30_000);
  return (
    <ol className="happened">
      {events.map(({ key, type, text, at, vendor, actor_name }) => (
        <li key={key}>
          <div className="happened-head">
            <span className="font-medium">{eventTitle(type)}</span>
            <time dateTime={at}>{sinceWords(at, now_ms)}</time>
          </div>
          <p className="text-12 text-muted">
            {vendor !== null && `${vendor}: `}
            {text}
            {actor_name !== null && ` (${actor_name})`}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Events of several orders in one list; what happened to all of them at once is told once. */
export function happenedIn(
  orders: readonly {
    readonly id: string;
    readonly vendor: { readonly name: string };
    readonly events: readonly OrderEventView[];
  }[],
): HappenedEvent[] {
  const seen = new Map<string, HappenedEvent>();
  for (const { id, vendor, events } of orders) {
    for (const event of events) {
      const same = `${event.type} ${event.at} ${event.text}`;
      const told = seen.get(same);
      if (told !== undefined) seen.set(same, { ...told, vendor: null });
      else seen.set(same, { ...event, vendor: orders.length > 1 ? vendor.name : null, key: `${id} ${event.seq}` });
    }
  }
  return [...seen.values()].sort((left, right) => Date.parse(right.at) - Date.parse(left.at) || right.seq - left.seq);
}
