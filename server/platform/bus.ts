/**
 * The lossy lane between parts of one process: ticks and other things of which only the newest matters. A message is
 * handed to every subscriber at once, in order; nothing is kept. Facts never travel here: see signals.ts.
 */
export interface Bus {
  publish<Message>(channel: Channel<Message>, message: Message): void;
  /** @returns a function that ends the subscription. */
  subscribe<Message>(channel: Channel<Message>, handler: (message: Message) => void): () => void;
}

/** A name with the type of its messages; made once, by the module that owns it. */
export interface Channel<Message> {
  readonly name: string;
  readonly _message?: Message;
}

export function channel<Message>(name: string): Channel<Message> {
  return { name };
}

/** @param onError told when a subscriber throws; the others still get the message. */
export function createBus(onError: (error: unknown, channelName: string) => void): Bus {
  const handlers = new Map<string, Set<(message: never) => void>>();
  return {
    publish(to, message) {
      for (const handler of handlers.get(to.name) ?? []) {
        try {
          handler(message as never);
        } catch (error) {
          onError(error, to.name);
        }
      }
    },
    subscribe(to, handler) {
      const set = handlers.get(to.name) ?? new Set();
      handlers.set(to.name, set);
      set.add(handler);
      return () => {
        set.delete(handler);
      };
    },
  };
}
