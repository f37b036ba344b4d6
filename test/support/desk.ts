import { createNotifications, type Notifications } from '../../server/modules/notifications/index.ts';
import type { Client } from './client.ts';
import { startIdentity, type TestIdentity } from './identity.ts';
import { waitFor } from './wait-for.ts';

/** Notifications and accounts behind real HTTP, with a worker that delivers. */
export interface Desk extends AsyncDisposable {
  readonly world: TestIdentity;
  readonly told: Notifications;
  /** A new account, signed in, whose welcome has been delivered. */
  person(): Promise<{ readonly client: Client; readonly id: string }>;
}

export async function openDesk(env: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const held: { told: Notifications | null } = { told: null };
  const world = await startIdentity({
    env,
    beside: (platform) => {
      const told = createNotifications(platform);
      held.told = told;
      return { routes: told.routes, registered: told.registered, services: [told.deliverer] };
    },
  });
  if (held.told === null) throw new Error('notifications are created with the server');
  return {
    world,
    told: held.told,
    async person() {
      const client = await world.register();
      const { data } = await client.call('getSession');
      const { user } = data as { readonly user: { readonly id: string } };
      const pending = { query: { status: 'pending' } } as const;
      await waitFor('the welcome', async () => (await client.do('listDeliveries', pending)).length === 0);
      return { client, id: user.id };
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
