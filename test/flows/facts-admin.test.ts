import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { type Consumer, consumer, on } from '../../server/platform/facts/consumer.ts';
import { defineFact } from '../../server/platform/facts/fact.ts';
import { recordMany, told } from '../../server/platform/facts/record.ts';
import { createFactRelay } from '../../server/platform/facts/relay.ts';
import { newId } from '../../server/platform/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const jarFilled = defineFact({ type: 'jar.filled', aggregate: 'jar', payload: z.object({ pieces: z.int() }) });

/** A consumer beside the program's own, in a relay of its own. */
async function hearing(app: TestApp, one: Consumer): Promise<AsyncDisposable> {
  const { platform } = app.program;
  const database_url = platform.config.database_url ?? '';
  const relay = createFactRelay(platform, { consumers: [one], database_url, look_ms: 50 });
  await relay.start();
  return { [Symbol.asyncDispose]: () => relay.drain() };
}

async function fillJars(app: TestApp, count: number): Promise<void> {
  await inTransaction(app.program.platform.db, (tx) =>
    recordMany(
      tx,
      Array.from({ length: count }, (_, pieces) => told(jarFilled, newId(), { pieces })),
    ),
  );
}

/** As if every further try had failed too. */
async function giveUp(app: TestApp): Promise<void> {
  await sql`UPDATE facts.deliveries SET state = 'dead', attempts = 10, ended_at = now()
    WHERE state = 'pending'`.execute(app.program.platform.db);
}

describe('the administration of facts', () => {
  it('shows who hears what, what was given up on, and brings one or all of it back', async () => {
    await using app = await startApp();
    const admin = await app.admin();
    const heard: number[] = [];
    let broken = true;
    const counting = consumer('counting', [
      on(jarFilled, async (_tx, { payload }) => {
        if (broken) throw new Error('The counter is broken');
        heard.push(payload.pieces);
      }),
    ]);
    await using _relay = await hearing(app, counting);
    await fillJars(app, 3);
    const failed = async () => {
      const row = (await admin.do('listFactConsumers')).find(({ name }) => name === 'counting');
      return row?.pending === 3 && row.lag_seconds !== null;
    };
    await waitFor('three to wait', failed);
    const { db } = app.program.platform;
    await waitFor('each to have failed', async () => {
      const { rows } = await sql`SELECT FROM facts.deliveries WHERE attempts > 0`.execute(db);
      return rows.length === 3;
    });
    await giveUp(app);
    const consumers = await admin.do('listFactConsumers');
    expect(consumers.filter(({ name }) => name === 'counting')).toMatchObject([
      { types: ['jar.filled'], pending: 0, dead: 3, lag_seconds: null },
    ]);

    const first = await admin.call('listDeadFacts', { query: { limit: 2 } });
    const { next_cursor } = first.meta;
    const second = await admin.call('listDeadFacts', { query: { limit: 2, cursor: next_cursor ?? '' } });
    const dead = [...(first.data ?? []), ...(second.data ?? [])];
    expect(dead).toHaveLength(3);
    expect(dead[0]).toMatchObject({
      consumer: 'counting',
      type: 'jar.filled',
      aggregate_type: 'jar',
      aggregate_seq: 1,
      attempts: 10,
      last_error: 'Error: The counter is broken',
    });
    expect(await admin.do('listDeadFacts', { query: { consumer: 'nobody' } })).toEqual([]);

    broken = false;
    const params = { name: 'counting', event_id: dead[0]?.event_id ?? '' };
    expect(await admin.do('replayDeadFact', { params })).toEqual({ replayed: 1, has_more: false });
    await waitFor('the one', () => heard.length === 1);
    expect(await admin.do('replayDeadFacts', { params: { name: 'counting' } })).toMatchObject({ replayed: 2 });
    await waitFor('all', () => heard.length === 3);
    expect(heard.toSorted((one, other) => one - other)).toEqual([0, 1, 2]);

    const again = await admin.call('replayDeadFact', { params });
    expect(again.errors).toMatchObject([{ code: 'dead_fact_unknown', status: 404 }]);
    const acts = await admin.do('listAudit', { query: {} });
    expect(acts.filter(({ action }) => action === 'facts.replayed')).toMatchObject([
      { detail: { consumer: 'counting', count: '2', what: 'dead' } },
      { detail: { consumer: 'counting', count: '1', what: 'dead' }, subject_id: params.event_id },
    ]);
  });

  it('gives a consumer that was added later the past it asks for, once', async () => {
    await using app = await startApp();
    const admin = await app.admin();
    await fillJars(app, 4);
    const { db } = app.program.platform;
    await waitFor('them to be published', async () => {
      const { rows } = await sql`SELECT FROM facts.outbox WHERE published_at IS NOT NULL`.execute(db);
      return rows.length === 4;
    });
    const heard: number[] = [];
    const late = consumer('late', [on(jarFilled, async (_tx, { payload }) => void heard.push(payload.pieces))]);
    await using _relay = await hearing(app, late);
    await fillJars(app, 1);
    await waitFor('what came after its start', () => heard.length === 1);
    expect(heard).toEqual([0]);
    const past = { params: { name: 'late' }, body: { from: '2026-01-01T00:00:00.000Z' } };
    expect(await admin.do('replayFactHistory', past)).toEqual({ replayed: 4, has_more: false });
    await waitFor('the past', () => heard.length === 5);
    expect(await admin.do('replayFactHistory', past)).toEqual({ replayed: 0, has_more: false });
    const unknown = await admin.call('replayFactHistory', { ...past, params: { name: 'nobody' } });
    expect(unknown.errors).toMatchObject([{ code: 'fact_consumer_unknown' }]);
  });

  it('is for administrators, and health says how long facts wait and how many are dead', async () => {
    await using app = await startApp();
    const member = await app.register();
    for (const route of ['listFactConsumers', 'listDeadFacts'] as const)
      expect((await member.call(route)).errors).toMatchObject([{ code: 'forbidden' }]);
    const health = (await (await fetch(`${app.url}/health`)).json()) as { data: { parts: { name: string }[] } };
    expect(JSON.stringify(health)).toContain('The oldest waits 0 s to be published; 0 are dead.');
  });
});
