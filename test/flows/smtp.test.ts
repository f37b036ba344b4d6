import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { emailOutlet } from '../../server/modules/notifications/mail/email-outlet.ts';
import { attemptsOf, ended, MINUTE_MS, rowsOf, startWorld, statuses } from '../support/deliverers.ts';
import { aNotice, makeUsers, tell } from '../support/notices.ts';
import { type SmtpServer, startSmtp } from '../support/smtp.ts';
import { waitFor } from '../support/wait-for.ts';

/** Longer than a loaded computer is silent. */
const LIMITS = { connections_max: 4, connect_ms: 30_000, silence_ms: 30_000, send_ms: 60_000 };

const startMail = (smtp: SmtpServer, limits = LIMITS) =>
  startWorld({ env: { SMTP_URL: smtp.url }, make: (platform) => emailOutlet(platform, limits) });
type World = Awaited<ReturnType<typeof startMail>>;

const tried = (world: World, times: number) =>
  waitFor(`try ${times}`, async () => (await attemptsOf(world.database)).length === times);

/** Moves the clock to the next try of everything that waits. */
async function toNextTry({ database, clock }: World): Promise<void> {
  const waiting = (await rowsOf(database)).filter(({ status }) => status === 'pending');
  clock.set(Math.max(clock.ms(), ...waiting.map(({ next_try_at }) => next_try_at.getTime())));
}

async function bouncesOf({ database }: World): Promise<unknown[]> {
  const { rows } = await sql`
    SELECT email_bounces, email_bounce_reason FROM notifications.preferences`.execute(database.db);
  return rows;
}

describe('mail over SMTP', () => {
  it('arrives with a text and an HTML form, a stable id, and one click to unsubscribe', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp);
    const [user = ''] = await makeUsers(world.database, 1);
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user, { title: 'AAPL überschritt 200,00 €' })]);
    await ended(world.database);
    const [row] = await rowsOf(world.database);
    const [mail] = smtp.accepted;
    expect(mail).toMatchObject({ to: `${user}@example.org`, message_id: `<${row?.id}@stock.example.org>` });
    const head = (mail?.raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n\s+/g, ' ');
    expect(head).toMatch(/^From: "?Omni-Stock"? <no-reply@stock\.example\.org>$/m);
    expect(head).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(head).toMatch(
      /^List-Unsubscribe: <https:\/\/stock\.example\.org\/api\/v1\/notifications\/unsubscribe\/[\w-]{44}>$/m,
    );
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(head).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(mail?.raw).toMatch(/Content-Type: text\/plain; charset=utf-8[\s\S]*Content-Type: text\/html; charset=utf-8/);
    expect(await attemptsOf(world.database)).toMatchObject([{ attempt: 1, code: 250, error: null }]);
  });

  it('signs in where the server wants it, and tries again where it is not let in', async () => {
    await using smtp = await startSmtp({ user: 'me@example.org', pass: 'p/ss wörd' });
    await using world = await startMail(smtp);
    await using refused = await startWorld({
      env: { SMTP_URL: smtp.url.replace(/:[^:@]+@/, ':wrong@') },
      make: (platform) => emailOutlet(platform, LIMITS),
    });
    for (const one of [world, refused]) {
      const [user = ''] = await makeUsers(one.database, 1);
      await one.deliver();
      await tell(one.platform, one.notify, [aNotice(user)]);
      await tried(one, 1);
    }
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'sent' }]);
    expect(await rowsOf(refused.database)).toMatchObject([
      { status: 'pending', last_error: expect.stringContaining('535') as string },
    ]);
    expect(await bouncesOf(refused)).toMatchObject([{ email_bounces: 0 }]);
  });

  it.each([
    ['connect', 421],
    ['sender', 451],
    ['recipient', 450],
    ['data', 452],
    ['connect', 554],
    ['sender', 550],
  ] as const)('is tried again after a refusal at %s with %i, and arrives once', async (at, code) => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp);
    const [user = ''] = await makeUsers(world.database, 1);
    smtp.script = (moment) => (moment.at === at ? { code, text: 'not now' } : 'accept');
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await tried(world, 1);
    expect(await rowsOf(world.database)).toMatchObject([
      { status: 'pending', last_error: expect.stringContaining(String(code)) as string },
    ]);
    expect(await attemptsOf(world.database)).toMatchObject([{ attempt: 1, code }]);
    smtp.script = () => 'accept';
    await toNextTry(world);
    await ended(world.database);
    expect(smtp.accepted).toHaveLength(1);
    expect(await bouncesOf(world)).toMatchObject([{ email_bounces: 0 }]);
  });

  it('to an address refused for good ends at once; after the second no more is sent until its owner asks', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp);
    const [user = ''] = await makeUsers(world.database, 1);
    smtp.script = ({ at }) => (at === 'recipient' ? { code: 550, text: '5.1.1 no such mailbox' } : 'accept');
    await world.deliver();
    for (let count = 1; count <= 3; count++) {
      await tell(world.platform, world.notify, [aNotice(user)]);
      await ended(world.database);
    }
    expect((await rowsOf(world.database)).map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', null],
      ['failed', null],
      ['suppressed', 'Mail to this address came back'],
    ]);
    expect(await bouncesOf(world)).toEqual([
      { email_bounces: 2, email_bounce_reason: expect.stringContaining('5.1.1 no such mailbox') as string },
    ]);
    expect(smtp.accepted).toEqual([]);
  });

  it('whose text is refused for good fails, without a bad word about the address', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp);
    const [user = ''] = await makeUsers(world.database, 1);
    smtp.script = ({ at }) => (at === 'data' ? { code: 554, text: '5.7.1 looks like spam' } : 'accept');
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await ended(world.database);
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'failed' }]);
    expect(await bouncesOf(world)).toMatchObject([{ email_bounces: 0 }]);
  });

  it('to a server that goes silent after the text is tried again under the same id', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp, { ...LIMITS, silence_ms: 1_000 });
    const [user = ''] = await makeUsers(world.database, 1);
    smtp.script = ({ at }) => (at === 'data' ? 'silence' : 'accept');
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await tried(world, 1);
    expect(await rowsOf(world.database)).toMatchObject([{ status: 'pending' }]);
    smtp.script = () => 'accept';
    await toNextTry(world);
    await ended(world.database);
    expect(smtp.accepted).toHaveLength(1);
    expect(smtp.heard.map(({ message_id }) => message_id)).toEqual(
      Array.from({ length: 2 }, () => smtp.accepted[0]?.message_id),
    );
  });

  it('is given up for now when a server keeps talking without an end', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp, { ...LIMITS, send_ms: 500 });
    const [user = ''] = await makeUsers(world.database, 1);
    smtp.script = ({ at }) => (at === 'recipient' ? 'silence' : 'accept');
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await tried(world, 1);
    expect(await rowsOf(world.database)).toMatchObject([
      { status: 'pending', last_error: 'The mail server did not finish within 1 s' },
    ]);
    await waitFor('the connection to be closed', () => smtp.connections.now === 0);
  });

  it('that was taken just before the line was cut is the one case that arrives twice, under one id', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp);
    const [user = ''] = await makeUsers(world.database, 1);
    smtp.script = ({ at }) => (at === 'data' && smtp.accepted.length === 0 ? 'drop' : 'accept');
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(user)]);
    await tried(world, 1);
    await toNextTry(world);
    await ended(world.database);
    expect(smtp.accepted).toHaveLength(2);
    expect(new Set(smtp.accepted.map(({ message_id }) => message_id)).size).toBe(1);
  });

  it('outlives a server that is down for hours: all arrive, once each, over few connections', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp);
    const users = await makeUsers(world.database, 40);
    await smtp.close();
    await world.deliver();
    await tell(
      world.platform,
      world.notify,
      users.flatMap((user) => [aNotice(user), aNotice(user)]),
    );
    for (let tries = 1; tries <= 4; tries++) {
      await waitFor(`try ${tries} of all`, async () => (await attemptsOf(world.database)).length === 80 * tries);
      if (tries < 4) await toNextTry(world);
    }
    expect(world.clock.ms()).toBeGreaterThan(Date.UTC(2026, 0, 5, 12, 30) + 36 * MINUTE_MS);
    await smtp.open();
    await toNextTry(world);
    await waitFor('all', async () => (await statuses(world.database)).every((status) => status === 'sent'));
    expect(smtp.accepted).toHaveLength(80);
    expect(new Set(smtp.accepted.map(({ message_id }) => message_id)).size).toBe(80);
    expect(smtp.connections.most).toBeLessThanOrEqual(LIMITS.connections_max);
  });

  it('of the demo account is kept, and never sent', async () => {
    await using smtp = await startSmtp();
    await using world = await startMail(smtp);
    const [demo = '', user = ''] = await makeUsers(world.database, 2);
    await sql`UPDATE identity.users SET is_demo = true WHERE id = ${demo}`.execute(world.database.db);
    await world.deliver();
    await tell(world.platform, world.notify, [aNotice(demo), aNotice(user)]);
    await ended(world.database);
    expect(smtp.accepted.map(({ to }) => to)).toEqual([`${user}@example.org`]);
    const { rows } = await sql`SELECT user_id FROM notifications.kept_mails`.execute(world.database.db);
    expect(rows).toEqual([{ user_id: demo }]);
  });
});
