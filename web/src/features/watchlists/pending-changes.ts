import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';

type Change<Data> = (data: Data) => Data;
interface Pending {
  /** What the server is known to hold. */
  base: object | undefined;
  changes: Change<object>[];
  /** Requests of one record go one after another, in the order people made them. */
  tail: Promise<unknown>;
}

const pending = new Map<string, Pending>();

/**
 * Shows a change of cached data at once, and sends it. What is shown is always what the server holds with every change
 * that is still under way, so one that fails is taken back without touching the others.
 * @throws what `send` throws, after the change has been taken back.
 */
export async function changeAtOnce<Data extends object, Answer>(
  queryClient: QueryClient,
  key: QueryKey,
  options: { readonly change: Change<Data>; readonly send: () => Promise<Answer> },
): Promise<Answer> {
  const hash = hashKey(key);
  const change = options.change as unknown as Change<object>;
  await queryClient.cancelQueries({ queryKey: key, exact: true });
  const held = pending.get(hash) ?? {
    base: queryClient.getQueryData<object>(key),
    changes: [],
    tail: Promise.resolve(),
  };
  pending.set(hash, held);
  held.changes.push(change);
  show();
  const sent = held.tail.then(options.send);
  held.tail = sent.catch(() => undefined);
  try {
    const answer = await sent;
    if (held.base !== undefined) held.base = change(held.base);
    return answer;
  } finally {
    held.changes = held.changes.filter((other) => other !== change);
    show();
    if (held.changes.length === 0) {
      pending.delete(hash);
      void queryClient.invalidateQueries({ queryKey: key, exact: true });
    }
  }

  function show(): void {
    const base = held.base;
    if (base === undefined) return;
    queryClient.setQueryData<object>(
      key,
      held.changes.reduce((data, next) => next(data), base),
    );
  }
}
