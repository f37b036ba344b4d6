import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { eachOf, makeGuests } from '../guests.ts';
import { type Random, type Scenario } from '../scenario.ts';
import { startServer } from '../servers.ts';
import { settle } from '../settle.ts';
import type { Listing } from '../shop.ts';
import type { World } from '../world.ts';
import { crashPoints } from './points.ts';
import { subscribe, unheard } from './programs.ts';
import { walks, walkThrough } from './walk.ts';

/** Processes that are killed at the same time. */
const AT_ONCE = 2;
/** A process that does not come to its place is killed wherever it is then. */
const WAIT_MS_MAX = 4_000;
const RANDOM_MS_MAX = 1_500;

/** In a world whose own processes answer calls and do no work of workers: those who die do that. */
export const crashes: Scenario = {
  name: 'crashes',
  promise:
    'a process that dies by kill -9, at any place, leaves no order without pieces or refund, and no fact, mail or message unsaid',
  checker:
    'after the restart: one placed checkout a basket at most; every mail and every message to a program was taken at least once, under one id',
  rounds: 200,
  round: `${walks.length} walks of buyers, one kill -9: in turn at each of ${crashPoints.length} named places, and at random moments between`,
  async run(world, { rounds, random, note }) {
    const { rows } = await sql<{ now: Date }>`SELECT now()`.execute(world.db);
    const since = rows[0]?.now ?? new Date(0);
    const [listing] = await world.listings(1, 1_000_000);
    if (listing === undefined) return ['nothing is on sale'];
    const subscription_id = await subscribe(world, listing.vendor);
    const kills = Array.from({ length: rounds }, (_, place) => killOf(place, random));
    const found = await eachOf(kills, AT_ONCE, (kill) => oneCrash(world, listing, kill));
    const reached = found.filter((one) => one.at_place).length;
    const named = kills.filter(({ point }) => point !== null).length;
    note(`${reached} of ${named} died at the place that was named, all others wherever they were`);
    await using _worker = await startServer({ ...serverOf(world), run: 'worker' });
    const left = await settle(world.db);
    return [
      ...found.flatMap((one) => one.broken),
      ...left,
      ...(await twicePlaced(world)),
      ...(await unsaid(world, since)),
      ...(await unheard(world, subscription_id)),
    ];
  },
};

interface Kill {
  /** Null: at a moment, so many milliseconds after the first call. */
  readonly point: string | null;
  readonly pass: number;
  readonly after_ms: number;
}

function killOf(place: number, random: Random): Kill {
  const point = place % 2 === 0 ? (crashPoints[(place / 2) % crashPoints.length] ?? null) : null;
  return { point, pass: 1 + random(3), after_ms: random(RANDOM_MS_MAX) };
}

const serverOf = ({ database_url, smtp, program }: World) => ({
  database_url,
  smtp_url: smtp.url,
  programs: program.host,
});

async function oneCrash(world: World, listing: Listing, { point, pass, after_ms }: Kill) {
  const crash_at = point === null ? '' : `${point}:${pass}`;
  const victim = await startServer({ ...serverOf(world), run: 'api,worker', crash_at });
  const has = { died: false };
  void note(victim.ended, has);
  const [alive = ''] = world.urls;
  const urls = [victim.url === '' ? alive : victim.url, alive];
  const guests = await makeGuests(
    { db: world.db, urls },
    walks.map(() => [{ listing, quantity: 1 }]),
  );
  const walking = Promise.all(
    walks.map((walk, place) => walkThrough(world, guests[place] as (typeof guests)[0], walk)),
  );
  if (point === null) await pause(after_ms);
  else await Promise.race([victim.ended, walking.then(() => pause(WAIT_MS_MAX))]);
  const at_place = has.died;
  await victim.kill();
  const broken = (await walking).filter((one) => one !== null);
  return { at_place: point !== null && at_place, broken: broken.map((one) => `${point ?? 'at random'}: ${one}`) };
}

async function note(ended: Promise<unknown>, has: { died: boolean }): Promise<void> {
  await ended;
  has.died = true;
}

/** Nobody asked twice. */
async function twicePlaced({ db }: World): Promise<string[]> {
  const { rows } = await sql<{ basket_id: string; checkouts: number }>`SELECT basket_id, count(*)::int AS checkouts
    FROM orders.order_groups WHERE placed_at IS NOT NULL GROUP BY 1 HAVING count(*) > 1`.execute(db);
  return rows.map(({ basket_id, checkouts }) => `basket ${basket_id} became ${checkouts} placed checkouts`);
}

/** Mails that the mail server never took, and mails it took that stand nowhere. */
async function unsaid({ db, smtp }: World, since: Date): Promise<string[]> {
  const { rows } = await sql<{
    message_id: string;
    recipient: string;
  }>`SELECT message_id, recipient FROM orders.guest_mails
    WHERE status = 'sent' AND created_at >= ${since}`.execute(db);
  const taken = new Set(smtp.accepted.map(({ message_id }) => message_id));
  const known = new Set(rows.map(({ message_id }) => message_id));
  const recipients = new Set(rows.map(({ recipient }) => recipient));
  const lost = rows.filter(({ message_id }) => !taken.has(message_id));
  const foreign = smtp.accepted.filter(({ to, message_id }) => recipients.has(to) && !known.has(message_id));
  return [
    ...lost.map(({ message_id }) => `${message_id} was never taken by the mail server`),
    ...foreign.map(({ message_id }) => `${message_id} is a mail nobody wrote`),
  ];
}
