import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { changeAtOnce } from './pending-changes.ts';

const key = ['letters'];
const append = (letter: string) => (letters: readonly string[]) => [...letters, letter];

function shown() {
  const queryClient = new QueryClient();
  queryClient.setQueryData(key, ['a']);
  return { queryClient, now: () => queryClient.getQueryData<string[]>(key)?.join('') };
}

/** A request that is answered when the test says so. */
function request() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { send: () => promise, succeed: () => resolve(), fail: () => reject(new Error('refused')) };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('changing a list at once', () => {
  it('shows the change before the server has answered', async () => {
    const { queryClient, now } = shown();
    const adding = request();
    const done = changeAtOnce(queryClient, key, { change: append('b'), send: adding.send });
    await turn();
    expect(now()).toBe('ab');
    adding.succeed();
    await done;
    expect(now()).toBe('ab');
  });

  it('takes back what failed, and leaves what others did meanwhile', async () => {
    const { queryClient, now } = shown();
    const [first, second] = [request(), request()];
    const failing = changeAtOnce(queryClient, key, { change: append('b'), send: first.send });
    const going = changeAtOnce(queryClient, key, { change: append('c'), send: second.send });
    await turn();
    expect(now()).toBe('abc');
    first.fail();
    await expect(failing).rejects.toThrow('refused');
    expect(now()).toBe('ac');
    second.succeed();
    await going;
    expect(now()).toBe('ac');
  });

  it('sends one after another, in the order they were made', async () => {
    const { queryClient } = shown();
    const [first, second] = [request(), request()];
    const sent: string[] = [];
    const send = (name: string, wait: () => Promise<void>) => () => {
      sent.push(name);
      return wait();
    };
    const both = [
      changeAtOnce(queryClient, key, { change: append('b'), send: send('first', first.send) }),
      changeAtOnce(queryClient, key, { change: append('c'), send: send('second', second.send) }),
    ];
    await turn();
    expect(sent).toEqual(['first']);
    first.succeed();
    await turn();
    expect(sent).toEqual(['first', 'second']);
    second.succeed();
    await Promise.all(both);
  });
});
