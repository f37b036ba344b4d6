import type { BoardEvent, BoardEvents } from './board-events.ts';

/** Who hears what happens on a board. One that throws does not keep the others from hearing. */
export class BoardListeners {
  readonly #onError: (error: unknown) => void;
  readonly #handlers = new Map<BoardEvent, Set<(event: never) => void>>();

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** @returns a function that stops it. */
  on<Event extends BoardEvent>(event: Event, handler: (value: BoardEvents[Event]) => void): () => void {
    const set = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, set);
    set.add(handler);
    return () => {
      set.delete(handler);
    };
  }

  emit<Event extends BoardEvent>(event: Event, value: BoardEvents[Event]): void {
    for (const handler of this.#handlers.get(event) ?? []) {
      try {
        handler(value as never);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
