import { setTimeout as pause } from 'node:timers/promises';
import { once } from 'node:events';
import { Client } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';

const PASSWORD = 'correct horse battery staple';
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'JPM', 'V', 'XOM', 'WMT', 'KO'];
const LISTS_MAX = 4;
/** A program whose server was killed may answer 503 for so long. */
const RECOVERY_MS_MAX = 240_000;
const RETRY_MS_MAX = 1_000;

/** What the program said was done: each of these must be there after any crash. */
export interface Acknowledged {
  readonly email: string;
  readonly lists: Map<string, { readonly name: string; readonly symbols: Set<string> }>;
}

interface Writer {
  readonly url: string;
  readonly who: string;
  /** Ends the work after the write under way. */
  readonly signal: AbortSignal;
  /** Called after each acknowledged list. */
  onList?(lists: number): void;
}

/**
 * One person who registers, makes lists and adds to them over HTTP until the program is gone or the signal aborts. Only
 * what was answered with success is written down; an answer that never came says nothing.
 */
export async function writeUntilGone({ url, who, signal, onList }: Writer): Promise<Acknowledged | null> {
  const client = new Client(url);
  const email = `${who}@example.org`;
  const done: Acknowledged = { email, lists: new Map() };
  const registered = await unlessGone(() => client.call('register', { body: { email, password: PASSWORD } }));
  if (registered === null) return null;
  for (let list = 0; list < LISTS_MAX && !signal.aborted; list += 1) {
    const [first = '', second = '', ...rest] = SYMBOLS;
    const name = `List ${list}`;
    const made = await unlessGone(() => client.call('createWatchlist', { body: { name, symbols: [first, second] } }));
    if (made === null) return done;
    const { id } = made.data;
    const symbols = new Set([first, second]);
    done.lists.set(id, { name, symbols });
    onList?.(done.lists.size);
    for (const symbol of rest) {
      if (signal.aborted) return done;
      const added = await unlessGone(() => client.call('addWatchlistItem', { params: { id }, body: { symbol } }));
      if (added === null) return done;
      symbols.add(symbol);
    }
  }
  if (!signal.aborted) await once(signal, 'abort'); // all is written: waits for the crash like the others
  return done;
}

/** The answer's data; null when the connection broke or the program was unable (503): then nobody knows whether it was done. */
async function unlessGone<Answer extends { readonly status: number }>(
  call: () => Promise<Answer>,
): Promise<Answer | null> {
  let answer: Answer;
  try {
    answer = await call();
  } catch (error) {
    if (error instanceof TypeError) return null; // what fetch throws when the connection breaks
    throw error;
  }
  if (answer.status === 503) return null;
  if (answer.status >= 300) throw new Error(`A write was refused: ${JSON.stringify(answer)}`);
  return answer;
}

/** Signs in as that person and returns what is missing of what was acknowledged, and lists made only by half. */
export async function missingOf(url: string, { email, lists }: Acknowledged): Promise<string[]> {
  const client = new Client(url);
  await waitFor('the program to serve again', () => signsIn(client, email), RECOVERY_MS_MAX);
  const found = await client.do('listWatchlists', {});
  const problems: string[] = [];
  for (const [id, list] of lists)
    if (!found.some((one) => one.id === id)) problems.push(`${email}: ${list.name} is lost`);
  for (const { id, name } of found) {
    const { items } = await client.do('getWatchlist', { params: { id } });
    const there = new Set(items.map((item) => item.symbol));
    for (const symbol of lists.get(id)?.symbols ?? SYMBOLS.slice(0, 2))
      if (!there.has(symbol)) problems.push(`${email}: ${symbol} is missing in ${name}`);
  }
  return problems;
}

/** One try, and the pause that a refusal asks for: who asks again at once is refused for asking too often. */
async function signsIn(client: Client, email: string): Promise<boolean> {
  const { status, headers } = await client.call('signIn', { body: { email, password: PASSWORD } });
  if (status === 200) return true;
  const retry_after_s = Number(headers.get('retry-after') ?? '1');
  await pause(Math.min(retry_after_s * 1000, RETRY_MS_MAX));
  return false;
}
