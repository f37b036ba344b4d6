import { sql } from 'kysely';
import { signatureOf } from '../../server/modules/orders/payments/test-provider/signature.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';
import { eachOf, isFault } from '../guests.ts';
import { pick, type Random, type Scenario, shuffled } from '../scenario.ts';
import type { World } from '../world.ts';
import { refOf } from './references.ts';

const AT_ONCE = 6;
/** How often each notice of the provider is told besides its own. */
const TIMES = 3;
const METHODS = [
  'test_approve',
  'test_twice',
  'test_late_webhook',
  'test_timeout',
  'test_lost',
  'test_decline',
] as const;

/** Tells every notice of one payment again, in any order, to any process. @returns answers that were faults. */
async function tellAgain(world: World, secret: Buffer, group_id: string, random: Random): Promise<string[]> {
  const { rows } = await sql<{ body: string }>`SELECT notice.body FROM payments_test.webhooks AS notice
    JOIN payments_test.payments AS paid ON paid.ref = notice.payment_ref WHERE paid.group_id = ${group_id}`.execute(
    world.db,
  );
  const told = shuffled(
    rows.flatMap(({ body }) => Array<string>(TIMES).fill(body)),
    random,
  );
  const answers = await Promise.all(told.map((body) => notify(pick(world.urls, random), secret, body)));
  return answers
    .filter((status) => status >= 500 && status !== 503)
    .map((status) => `a notice was answered with ${status}`);
}

async function notify(url: string, secret: Buffer, body: string): Promise<number> {
  const bytes = Buffer.from(body);
  const signature = signatureOf(secret, bytes, Date.now());
  const headers = { 'content-type': 'application/json', 'payment-signature': signature };
  const answer = await fetch(`${url}/api/v1/payments/test/webhooks`, { method: 'POST', headers, body: bytes });
  await answer.arrayBuffer();
  return answer.status;
}

async function secretOf({ db }: World): Promise<Buffer> {
  return (await openSecrets(db)).derive('payments.test.webhooks');
}

export const notices: Scenario = {
  name: 'notices',
  promise: 'notices of the provider that come twice, late, in any order and to any process change what is true once',
  checker: 'nothing fails inside; each checkout is placed or waits; I8, I9, I12',
  rounds: 120,
  round: `a payment of any behaviour, each of its notices told ${TIMES} times more while the browser asks too`,
  async run(world, { rounds, random }) {
    const secret = await secretOf(world);
    const [listing] = await world.listings(1, 1_000_000);
    if (listing === undefined) return ['nothing is on sale'];
    const guests = await world.guests(Array.from({ length: rounds }, () => [{ listing, quantity: 1 }]));
    const broken = await eachOf(guests, AT_ONCE, async (guest) => {
      const { data: group, status, errors } = await guest.checkOut({ method: pick(METHODS, random) });
      if (status >= 300) return [`not begun: ${JSON.stringify(errors)}`];
      const confirm = () => guest.call('confirmPayment', { params: { id: group.id } });
      const [faults, ...answers] = await Promise.all([
        tellAgain(world, secret, group.id, random),
        confirm(),
        confirm(),
      ]);
      return [...faults, ...answers.filter(isFault).map((one) => JSON.stringify(one.errors))];
    });
    return broken.flat();
  },
};

export const browserReturn: Scenario = {
  name: 'browser-return',
  promise: 'a buyer who comes back from the bank, and the notice of the bank, place one order, whoever is first',
  checker: 'each checkout is placed in the end, and paid once; I8, I9',
  rounds: 150,
  round: 'the bank says yes; the browser comes back three times and the notice comes three times, at once',
  async run(world, { rounds, random }) {
    const secret = await secretOf(world);
    const [listing] = await world.listings(1, 1_000_000);
    if (listing === undefined) return ['nothing is on sale'];
    const guests = await world.guests(Array.from({ length: rounds }, () => [{ listing, quantity: 2 }]));
    const broken = await eachOf(guests, AT_ONCE, async (guest) => {
      const { data: group } = await guest.checkOut({ method: 'test_action' });
      const ref = refOf(group?.payment?.action_url);
      await guest.call('answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
      const confirm = () => guest.call('confirmPayment', { params: { id: group.id } });
      const [faults] = await Promise.all([tellAgain(world, secret, group.id, random), confirm(), confirm(), confirm()]);
      const { data, errors } = await confirm();
      return data?.status === 'placed' ? faults : [...faults, `not placed: ${JSON.stringify(errors)}`];
    });
    return broken.flat();
  },
};
