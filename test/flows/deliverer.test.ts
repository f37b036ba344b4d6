import { describe, expect, it } from 'vitest';
import { countStranded } from '../../server/modules/notifications/selectors/count-stranded.ts';
import type { Outcome } from '../../server/modules/notifications/senders/sender.ts';
import { LEASE_MS } from '../../server/platform/errand-runner.ts';
import { claimDeliveries } from '../../server/modules/notifications/services/claim-deliveries.ts';
import { renewClaims } from '../../server/modules/notifications/services/renew-claims.ts';
import {
  attemptsOf,
  ended,
  MINUTE_MS,
  MONDAY_MS,
  QUICK_MS,
  rowsOf,
  startWorld,
  statuses,
} from '../support/deliverers.ts';
import { aNotice, makeUsers, tell } from '../support/notices.ts';
import { waitFor } from '../support/wait-for.ts';

describe('the deliverer', () => {
  it('sends what is told at once, with what it tells and to whom', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    await world.deliver();
    const notice = aNotice(user);
    const [id] = await tell(world.platform, world.notify, [notice]);
    await ended(world.database);
    expect(world.outlet.jobs).toMatchObject([
      {
        attempt: 1,
        attempts_max: 4,
        held_for: null,
        account: { id: user, email: `${user}@example.org`, is_demo: false, time_zone: 'UTC' },
        notifications: [{ id, title: notice.title }],
      },
    ]);
    expect(await attemptsOf(world.database)).toMatchObject([{ attempt: 1, code: 250, error: null }]);
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'sent', attempts: 1, last_error: null }]);
  });

  it('sends each of a thousand once, though four processes compete for them', async () => {
    await using world = await startWorld();
    const users = await makeUsers(world.database, 200);
    for (let run = 0; run < 4; run++) await world.deliver();
    const notices = users.flatMap((user) => Array.from({ length: 5 }, () => aNotice(user)));
    await tell(world.platform, world.notify, notices);
    await waitFor('all', async () => (await statuses(world.database)).every((status) => status === 'sent'));
    expect(world.outlet.jobs).toHaveLength(1_000);
    expect(new Set(world.outlet.jobs.map(({ id }) => id)).size).toBe(1_000);
    expect(await countStranded(world.platform)).toEqual({ claims: 0, untaken: 0, held: 0, carried: 0 });
  });

  it('tries again at growing times under the same id, and lists it as failed in the end', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    world.outlet.answer = ({ attempt }) => ({ kind: 'retry', error: `no answer ${attempt}`, code: 450 });
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    const waits: number[] = [];
    for (let tries = 1; tries <= 3; tries++) {
      await waitFor(`try ${tries}`, async () => (await attemptsOf(world.database)).length === tries);
      const [row] = await rowsOf(world.database);
      expect(row).toMatchObject({ status: 'pending', attempts: tries, last_error: `no answer ${tries}` });
      const wait_ms = (row?.next_try_at.getTime() ?? 0) - world.clock.ms();
      waits.push(wait_ms);
      world.clock.advance(wait_ms - 1);
      await new Promise((resolve) => setTimeout(resolve, 4 * QUICK_MS));
      expect(world.outlet.jobs).toHaveLength(tries);
      world.clock.advance(1);
    }
    await ended(world.database);
    const minutes = waits.map((wait_ms) => wait_ms / MINUTE_MS);
    for (const [place, least] of [1, 5, 30].entries()) {
      expect(minutes[place]).toBeGreaterThanOrEqual(least);
      expect(minutes[place]).toBeLessThanOrEqual(least * 1.2);
    }
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'failed', attempts: 4, last_error: 'no answer 4' }]);
    expect(new Set(world.outlet.jobs.map(({ id }) => id)).size).toBe(1);
  });

  it.each<[Outcome, object]>([
    [
      { kind: 'failed', error: 'no such mailbox', code: 550 },
      { status: 'failed', last_error: 'no such mailbox' },
    ],
    [
      { kind: 'suppressed', reason: 'switched off' },
      { status: 'suppressed', reason: 'switched off' },
    ],
  ])('ends at once with %o', async (outcome, row) => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    world.outlet.answer = () => outcome;
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await ended(world.database);
    expect(await rowsOf(world.database)).toMatchObject([row]);
    expect(world.outlet.jobs).toHaveLength(1);
  });

  it('waits as long as the receiver asks, and takes a sender that throws for one to try again', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    world.outlet.answer = ({ attempt }) => {
      if (attempt === 2) throw new Error('broke');
      return { kind: 'retry', error: 'busy', after_ms: 20 * MINUTE_MS };
    };
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await waitFor('the first try', async () => (await attemptsOf(world.database)).length === 1);
    const [row] = await rowsOf(world.database);
    expect(row?.next_try_at.getTime()).toBe(MONDAY_MS + 20 * MINUTE_MS);
    world.clock.advance(20 * MINUTE_MS);
    await waitFor('the second try', async () => (await attemptsOf(world.database)).length === 2);
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'pending', last_error: 'broke' }]);
  });

  it('sends at most as many at a time as the channel allows, and a hanging target holds up nobody else', async () => {
    await using world = await startWorld();
    const [hanging = '', ...others] = await makeUsers(world.database, 21);
    const { promise: never, resolve: release } = Promise.withResolvers<void>();
    let now = 0;
    let most = 0;
    world.outlet.answer = async ({ user_id }) => {
      now += 1;
      most = Math.max(most, now);
      if (user_id === hanging) await never;
      now -= 1;
      return { kind: 'sent' };
    };
    await tell(
      world.platform,
      world.notify,
      Array.from({ length: 8 }, () => aNotice(hanging)),
    );
    await tell(
      world.platform,
      world.notify,
      others.map((user) => aNotice(user)),
    );
    await world.deliver();
    await waitFor(
      'the others',
      async () => (await statuses(world.database)).filter((one) => one === 'sent').length === 20,
    );
    expect(world.outlet.jobs.filter(({ user_id }) => user_id === hanging)).toHaveLength(2);
    release();
    await ended(world.database);
    expect(most).toBeLessThanOrEqual(4);
    expect(world.outlet.jobs).toHaveLength(28);
  });
});

describe('a process that dies while it sends', () => {
  it('is followed by another after its lease, which counts the lost try', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    await tell(world.platform, world.notify, [aNotice(user)]);
    const [lost] = await claimDeliveries(world.platform, { channel: 'email', limit: 4, busy: [] });
    await world.deliver();
    await new Promise((resolve) => setTimeout(resolve, 6 * QUICK_MS));
    expect(world.outlet.jobs).toEqual([]);
    world.clock.advance(LEASE_MS + 1);
    await ended(world.database);
    expect(world.outlet.jobs).toMatchObject([{ id: lost?.id, attempt: 2 }]);
    expect(await attemptsOf(world.database)).toMatchObject([
      { attempt: 1, error: 'The process that sent this ended before it knew how it went' },
      { attempt: 2, error: null },
    ]);
  });

  it('is not taken for dead while it says that it is still sending', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    await tell(world.platform, world.notify, [aNotice(user)]);
    const claimed = await claimDeliveries(world.platform, { channel: 'email', limit: 4, busy: [] });
    world.clock.advance(LEASE_MS - 1);
    await renewClaims(world.platform, claimed);
    world.clock.advance(LEASE_MS - 1);
    expect(await claimDeliveries(world.platform, { channel: 'email', limit: 4, busy: [] })).toEqual([]);
    world.clock.advance(2);
    const [next] = await claimDeliveries(world.platform, { channel: 'email', limit: 4, busy: [] });
    expect(next?.id).toBe(claimed[0]?.id);
    world.clock.advance(LEASE_MS - 1);
    await renewClaims(world.platform, claimed);
    world.clock.advance(2);
    expect(await claimDeliveries(world.platform, { channel: 'email', limit: 4, busy: [] })).toHaveLength(1);
  });

  it('every time ends the delivery as failed, not in an endless round', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    await tell(world.platform, world.notify, [aNotice(user)]);
    for (let tries = 0; tries < 4; tries++) {
      expect(await claimDeliveries(world.platform, { channel: 'email', limit: 4, busy: [] })).toHaveLength(1);
      world.clock.advance(LEASE_MS + 1);
    }
    expect(await claimDeliveries(world.platform, { channel: 'email', limit: 4, busy: [] })).toEqual([]);
    await world.deliver();
    await ended(world.database);
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'failed', attempts: 4 }]);
    expect(world.outlet.jobs).toEqual([]);
  });

  it('or stalls past its lease, writes nothing over what the next one wrote', async () => {
    await using world = await startWorld();
    const [user = ''] = await makeUsers(world.database, 1);
    const { promise: stalled, resolve: wake } = Promise.withResolvers<void>();
    world.outlet.answer = async ({ attempt }) => {
      if (attempt === 1) await stalled;
      return attempt === 1 ? { kind: 'failed', error: 'late' } : { kind: 'sent' };
    };
    const stop = await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await waitFor('the first try', () => world.outlet.jobs.length === 1);
    world.clock.advance(LEASE_MS + 1);
    await waitFor('the second', async () => (await statuses(world.database))[0] === 'sent');
    wake();
    await stop();
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'sent', last_error: null }]);
  });
});
