import { sql } from 'kysely';
import { subscriptionEvents } from '../../contract/selling.ts';
import type { ShopVendor } from '../shop.ts';
import type { World } from '../world.ts';

/** One of so many messages is refused, and comes again. */
const REFUSED_EVERY = 10;

/** Has everything that happens at a vendor told to the world's program, which sometimes refuses. @returns the subscription. */
export async function subscribe({ shop, program }: World, { vendor_id }: ShopVendor): Promise<string> {
  program.answers((response) => {
    response.writeHead(program.received.length % REFUSED_EVERY === 0 ? 503 : 204).end();
  });
  const { id } = await shop.owner.do('createSubscription', {
    params: { vendor_id },
    body: { name: 'Books', url: `${program.url}/books`, events: [...subscriptionEvents] },
  });
  return id;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly event_id: string;
  readonly subject: string;
  readonly sequence: number;
}

/** Messages that never arrived, that nobody wrote, that changed, or whose subject's first came after a later one. */
export async function unheard({ db, program }: World, subscription_id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string; event_id: string }>`SELECT 'msg_' || id AS id, event_id
    FROM orders.subscription_deliveries WHERE subscription_id = ${subscription_id} AND state = 'sent'`.execute(db);
  const messages = program.received.map(({ headers, body }): Message => {
    const event = JSON.parse(body) as { readonly id: string; readonly subject: string; readonly sequence: string };
    const { id: event_id, subject, sequence } = event;
    return { id: String(headers['webhook-id']), body, event_id, subject, sequence: Number(sequence) };
  });
  const first = new Map<string, Message>();
  for (const message of messages) if (!first.has(message.id)) first.set(message.id, message);
  const written = new Map(rows.map(({ id, event_id }) => [id, event_id]));
  return [
    ...rows.filter(({ id }) => !first.has(id)).map(({ id }) => `${id} never reached the program`),
    ...[...first.values()]
      .filter(({ id, event_id }) => written.get(id) !== event_id)
      .map(({ id, event_id }) => `${id} of ${event_id} is a message nobody wrote`),
    ...messages.filter(({ id, body }) => first.get(id)?.body !== body).map(({ id }) => `${id} came with two bodies`),
    ...disordered([...first.values()]),
  ];
}

function disordered(arrived: readonly Message[]): string[] {
  return [...Map.groupBy(arrived, ({ subject }) => subject)].flatMap(([subject, all]) =>
    all.some(({ sequence }, place) => sequence <= (all[place - 1]?.sequence ?? 0))
      ? [`what happened to ${subject} arrived as ${all.map(({ sequence }) => sequence).join(', ')}`]
      : [],
  );
}
