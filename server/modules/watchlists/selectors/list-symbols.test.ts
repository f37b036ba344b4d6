import { expect, it } from 'vitest';
import { startApp } from '../../../../test/support/app.ts';
import { member } from '../../../../test/support/http.ts';
import { makeList } from '../../../../test/support/lists.ts';
import { listSymbols } from './list-symbols.ts';

it('knows no list of an id that is none, or is spelt in another way, without asking the database', async () => {
  await using app = await startApp();
  const { platform } = app.program;
  const person = await app.register();
  const { id } = await makeList(person, 'Core', ['AAPL']);
  const actor = member({ user_id: person.user_id });
  const symbolsOf = async (text: string) => listSymbols(platform, { byId: () => undefined }, actor, text);

  expect(await symbolsOf(id)).toEqual([]);
  for (const text of ['', 'not-an-id', id.toUpperCase(), `${id} `, `{${id}}`, "' OR 1=1 --", '\u0000'])
    expect(await symbolsOf(text)).toBe(null);
});
