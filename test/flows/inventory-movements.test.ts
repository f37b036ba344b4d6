import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movementKinds } from '../../contract/inventory-stock.ts';
import { analyseGrown } from '../../server/modules/inventory/import/run/services/analyse-grown.ts';
import { applyMovements } from '../../server/modules/inventory/services/apply-movements.ts';
import type { NewMovement, Outcome } from '../../server/modules/inventory/services/apply-movement.ts';
import { inScope } from '../../server/modules/inventory/services/enter-scope.ts';
import type { VendorTx } from '../../server/modules/inventory/tables.ts';
import { newId } from '../../server/platform/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { type Random, randomFrom } from '../support/ledger-storm.ts';
import { addCard, openVendor } from '../support/vendors.ts';

/** More for the record: `MOVEMENT_BATCHES=2000`. */
const BATCHES = Number(process.env['MOVEMENT_BATCHES'] ?? 60);
const SEED = Number(process.env['MOVEMENT_SEED'] ?? 20_261_121);
const AT = new Date('2026-11-21T12:00:00Z');

let app: TestApp;
let owner: Client & { readonly user_id: string };
beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
});
afterAll(async () => app[Symbol.asyncDispose]());

/** Movements by the positions of their listing and location, so that two shops can be asked the same. */
interface Asked {
  readonly listing: number;
  readonly location: number;
  readonly kind: NewMovement['kind'];
  readonly quantity: number;
  readonly key: string;
  readonly expected: number | undefined;
}

interface Shop {
  readonly vendor_id: string;
  readonly listings: readonly string[];
  readonly locations: readonly string[];
}

const LISTINGS = 12;
const LOCATIONS = 3;

/** Ungraded and graded ones, some archived, one that is nobody's; two places and one that is nobody's. */
async function openShop(name: string): Promise<Shop> {
  const { vendor_id, location_id } = await openVendor(owner, name);
  const back = await owner.do('createLocation', { params: { vendor_id }, body: { name: 'Back room' } });
  const listings: string[] = [];
  for (let index = 0; index < LISTINGS - 1; index += 1) {
    const graded = { condition: null, grading: { company: 'PSA', grade: '10' } } as const;
    listings.push((await addCard(owner, vendor_id, index % 4 === 3 ? graded : {})).id);
  }
  await sql`UPDATE inventory.listings SET status = 'archived' WHERE id = ANY(${listings.slice(0, 2)}::uuid[])`.execute(
    app.program.platform.db,
  );
  return { vendor_id, listings: [...listings, newId()], locations: [location_id, back.id, newId()] };
}

/** One in six says again what was said before, or takes its key for something else. */
function batchOf(random: Random, said: Asked[]): Asked[] {
  const asked = Array.from({ length: 1 + random(12) }, (): Asked => {
    const before = random(6) === 0 ? said.at(-1 - random(random(2) === 0 ? 6 : said.length)) : undefined;
    const one = before !== undefined && random(2) === 0 ? before : oneMovement(random, before?.key ?? newId());
    said.push(one);
    return one;
  });
  return asked.toSorted((one, other) => one.listing - other.listing || one.location - other.location);
}

function oneMovement(random: Random, key: string): Asked {
  const kind = random(3) === 0 ? 'receive' : (movementKinds[random(movementKinds.length)] ?? 'receive');
  const pieces = random(30) === 0 ? 999_999_990 + random(20) : 1 + random(6);
  return {
    listing: random(LISTINGS),
    location: random(random(6) === 0 ? LOCATIONS : LOCATIONS - 1),
    kind,
    quantity: kind === 'adjust' && random(2) === 0 ? -pieces : pieces,
    key,
    expected: random(5) === 0 ? random(4) : undefined,
  };
}

const why = { reason: 'a random batch', cause: 'test', at: AT };

function inShop<Result>(shop: Shop, work: (tx: VendorTx) => Promise<Result>): Promise<Result> {
  return inScope(app.program.platform, { user_id: owner.user_id, vendor_id: shop.vendor_id }, work);
}

function movementsOf(shop: Shop, batch: readonly Asked[]) {
  return batch.map(({ listing, location, kind, quantity, key, expected }) => ({
    listing_id: shop.listings[listing] ?? '',
    location_id: shop.locations[location] ?? '',
    kind,
    quantity,
    dedupe_key: key,
    ...(expected === undefined ? {} : { expected_on_hand: expected }),
  }));
}

/** What the call for many has to be like. */
async function oneByOne(tx: VendorTx, movements: ReturnType<typeof movementsOf>): Promise<Outcome[]> {
  const answers: Outcome[] = [];
  for (const one of movements) {
    const { rows } = await sql<Outcome>`SELECT * FROM inventory.apply_movement(${newId()}, ${one.listing_id},
      ${one.location_id}, ${one.kind}, ${one.quantity}, ${why.reason}, ${why.cause}, ${one.dedupe_key},
      ${one.expected_on_hand ?? null}, ${why.at})`.execute(tx);
    answers.push(...rows);
  }
  return answers;
}

/** Answers with the key of their movement in place of its id, which differs. */
async function plain(shop: Shop, answers: readonly Outcome[]) {
  const { rows } = await sql<{ id: string; dedupe_key: string }>`SELECT id, dedupe_key FROM inventory.stock_movements
    WHERE vendor_id = ${shop.vendor_id}`.execute(app.program.platform.db);
  const keys = new Map(rows.map(({ id, dedupe_key }) => [id, dedupe_key]));
  return answers.map(({ movement_id, ...rest }) => ({ ...rest, key: movement_id && keys.get(movement_id) }));
}

/** Levels, ledger and what lists show, without what differs between two shops. */
async function stateOf(shop: Shop) {
  const { db } = app.program.platform;
  const at = sql`array_position(${shop.listings}::uuid[], listing_id) AS listing,
    array_position(${shop.locations}::uuid[], location_id) AS location`;
  const levels = await sql`SELECT ${at}, on_hand, reserved, allocated, version FROM inventory.stock_levels
    WHERE vendor_id = ${shop.vendor_id} ORDER BY 1, 2`.execute(db);
  const ledger = await sql`SELECT ${at}, dedupe_key, kind, quantity, d_on_hand, d_reserved, d_allocated, on_hand_after,
      reserved_after, allocated_after, reason, cause, actor_id, at FROM inventory.stock_movements
    WHERE vendor_id = ${shop.vendor_id} ORDER BY dedupe_key`.execute(db);
  const summaries =
    await sql`SELECT array_position(${shop.listings}::uuid[], listing_id) AS listing, on_hand, available,
      (SELECT array_agg(array_position(${shop.locations}::uuid[], place) ORDER BY 1) FROM unnest(places) AS place) AS places
    FROM inventory.listing_summaries WHERE vendor_id = ${shop.vendor_id} ORDER BY 1`.execute(db);
  return { levels: levels.rows, ledger: ledger.rows, summaries: summaries.rows };
}

const everyOutcome = [
  'applied',
  'archived',
  'insufficient',
  'key_reused',
  'listing_unknown',
  'location_unknown',
  'replayed',
  'single',
  'stale',
  'too_many',
];

describe('many movements in one call', () => {
  it(
    `answer and leave what they do one by one, in ${BATCHES} random batches`,
    async () => {
      const [many, single] = [await openShop('Many'), await openShop('One')];
      const random = randomFrom(SEED);
      const said: Asked[] = [];
      const outcomes = new Map<string, number>();
      for (let index = 0; index < BATCHES; index += 1) {
        const batch = batchOf(random, said);
        const got = await inShop(many, (tx) => applyMovements(tx, why, movementsOf(many, batch)));
        const expected = await inShop(single, (tx) => oneByOne(tx, movementsOf(single, batch)));
        expect(await plain(many, got), `seed ${SEED}, batch ${index}`).toEqual(await plain(single, expected));
        for (const { outcome } of got) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect(await stateOf(many)).toEqual(await stateOf(single));
      const drift = await sql`SELECT FROM inventory.drift()`.execute(app.program.platform.db);
      expect(drift.rows).toEqual([]);
      process.stdout.write(`movements: ${JSON.stringify(Object.fromEntries(outcomes))}\n`);
      expect([...outcomes.keys()].toSorted()).toEqual(everyOutcome);
    },
    60_000 + BATCHES * 200,
  );

  it('reach no listing and no place of another vendor', async () => {
    const [own, theirs] = [await openShop('Own'), await openShop('Theirs')];
    const move = { kind: 'receive', quantity: 1 } as const;
    const [listing_id = '', location_id = ''] = [theirs.listings[4], theirs.locations[0]];
    const asked = [
      { ...move, listing_id, location_id, dedupe_key: 'a' },
      { ...move, listing_id: theirs.listings[5] ?? '', location_id: own.locations[0] ?? '', dedupe_key: 'b' },
      { ...move, listing_id: own.listings[4] ?? '', location_id, dedupe_key: 'c' },
    ];
    const answers = await inShop(own, (tx) => applyMovements(tx, why, asked));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['listing_unknown', 'listing_unknown', 'location_unknown']);
    expect((await stateOf(theirs)).ledger).toEqual([]);
    const nobody = { user_id: owner.user_id };
    const unscoped = await inScope(app.program.platform, nobody, (tx) => applyMovements(tx, why, asked));
    expect(unscoped.map(({ outcome }) => outcome)).toEqual(asked.map(() => 'listing_unknown'));
  });

  it('note each listing once, where nothing speaks against them', async () => {
    const shop = await openShop('Quiet');
    const { db } = app.program.platform;
    const noted = async (): Promise<number> => {
      const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM inventory.changed_listings
        WHERE vendor_id = ${shop.vendor_id}`.execute(db);
      return rows[0]?.count ?? 0;
    };
    const before = await noted();
    const batch = [4, 5, 6].map(
      (listing): Asked => ({ listing, location: 0, kind: 'receive', quantity: 2, key: newId(), expected: undefined }),
    );
    await inShop(shop, (tx) => applyMovements(tx, why, movementsOf(shop, batch)));
    expect(await noted()).toBe(before + batch.length);
  });
});

it('plans for a table that grows within a minute are made for the size that it has', async () => {
  const { platform } = app.program;
  const { vendor_id } = await openVendor(owner, 'Grows');
  const seen = async (): Promise<number> => {
    const { rows } = await sql<{ rows: number }>`SELECT reltuples AS rows FROM pg_class
      WHERE oid = 'inventory.words'::regclass`.execute(platform.db);
    return rows[0]?.rows ?? 0;
  };
  for (const size of [500, 1_500]) {
    await platform.db.transaction().execute(async (tx) => {
      await sql`INSERT INTO inventory.words (vendor_id, word) SELECT ${vendor_id}, word
        FROM generate_series(1, ${size}) AS word`.execute(tx);
      await sql`SELECT pg_stat_force_next_flush()`.execute(tx);
    });
    await analyseGrown(platform);
    expect(await seen()).toBeGreaterThanOrEqual(size);
  }
});
