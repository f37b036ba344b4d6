import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createNotifications } from '../../server/modules/notifications/index.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { aNotice, makeUsers, tell } from '../support/notices.ts';
import { startSmtp } from '../support/smtp.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorker } from './worker.ts';

/** A claim of a dead worker ends after 20 seconds; the rest is the start of the next one on a busy computer. */
const RECOVERY_MS_MAX = 400_000;
const MAILS = 60;
const KILLS = 3;

async function tellMails(database: TestDatabase, count: number): Promise<void> {
  const platform = database.platform();
  const { notify } = createNotifications(platform);
  const users = await makeUsers(database, count);
  await tell(
    platform,
    notify,
    users.map((user) => aNotice(user)),
  );
}

/** Message-IDs of deliveries, all or those that a worker holds. */
async function messageIds({ db }: TestDatabase, which: 'all' | 'claimed'): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM notifications.deliveries
    WHERE ${which === 'all'} OR claim IS NOT NULL`.execute(db);
  return rows.map(({ id }) => `<${id}@stock.example.org>`);
}

const allSent =
  ({ db }: TestDatabase) =>
  async (): Promise<boolean> => {
    const { rows } = await sql`SELECT FROM notifications.deliveries WHERE status <> 'sent'`.execute(db);
    return rows.length === 0;
  };

describe('a worker that is killed', () => {
  it('after the text of a mail and before the answer to it is followed by one that sends it: it arrives once', {
    timeout: 900_000,
  }, async () => {
    await using database = await freshDatabase();
    await using smtp = await startSmtp();
    smtp.script = ({ at }) => (at === 'data' ? 'silence' : 'accept');
    await tellMails(database, 1);
    {
      await using worker = await startWorker(database.url, { SMTP_URL: smtp.url });
      await waitFor('the text of the mail', () => smtp.heard.length === 1, RECOVERY_MS_MAX);
      await worker.kill();
    }
    smtp.script = () => 'accept';
    await using _next = await startWorker(database.url, { SMTP_URL: smtp.url });
    await waitFor('the mail', allSent(database), RECOVERY_MS_MAX);
    expect(smtp.heard.map(({ message_id }) => message_id)).toEqual([
      ...(await messageIds(database, 'all')),
      ...(await messageIds(database, 'all')),
    ]);
    expect(smtp.accepted).toHaveLength(1);
  });

  it('again and again loses no mail, and sends none twice but those it held in that moment', {
    timeout: 900_000,
  }, async () => {
    await using database = await freshDatabase();
    await using smtp = await startSmtp();
    smtp.script = async ({ at }) => {
      if (at === 'data') await pause(60);
      return 'accept' as const;
    };
    await tellMails(database, MAILS);
    const held = new Set<string>();
    for (let kill = 1; kill <= KILLS; kill++) {
      await using worker = await startWorker(database.url, { SMTP_URL: smtp.url });
      const enough = (MAILS / (KILLS + 1)) * kill;
      await waitFor(`${enough} mails`, () => smtp.accepted.length >= enough, RECOVERY_MS_MAX);
      await worker.kill();
      for (const id of await messageIds(database, 'claimed')) held.add(id);
    }
    await using _last = await startWorker(database.url, { SMTP_URL: smtp.url });
    await waitFor('every mail', allSent(database), RECOVERY_MS_MAX);

    const accepted = smtp.accepted.map(({ message_id }) => message_id);
    expect(new Set(accepted)).toEqual(new Set(await messageIds(database, 'all')));
    const twice = accepted.filter((id, place) => accepted.indexOf(id) !== place);
    expect(twice.filter((id) => !held.has(id))).toEqual([]);
    expect(held.size).toBeLessThanOrEqual(4 * KILLS);
    const { rows } = await sql<{ attempts: number }>`
      SELECT attempts FROM notifications.deliveries WHERE attempts > 1`.execute(database.db);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThanOrEqual(held.size);
  });
});
