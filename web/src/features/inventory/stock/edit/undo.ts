import { notify, notifyError } from '../../../../ui/toast.tsx';

/** Something done that can be taken back. */
export interface Undoable {
  /** What was done, as a sentence without its point: "Price of Mew is 4.50". */
  readonly said: string;
  /** Takes it back. @returns what could not be taken back, in a sentence, or null. */
  readonly run: () => Promise<string | null>;
}

const STEPS_MAX = 50;

/** What was done on this page, the latest last: Ctrl+Z and the message's own button take it back. */
export class UndoSteps {
  readonly #steps: Undoable[] = [];
  #unsay: (() => void) | null = null;

  /** Says what was done and offers to take it back. One message at a time: the next edit is not told in a pile. */
  did(step: Undoable): void {
    this.#steps.push(step);
    if (this.#steps.length > STEPS_MAX) this.#steps.shift();
    this.#unsay?.();
    this.#unsay = notify(step.said, () => void this.#take(step));
  }

  /** Takes the latest back. @returns whether there was one. */
  undo(): boolean {
    const step = this.#steps.at(-1);
    if (step === undefined) return false;
    this.#unsay?.();
    void this.#take(step);
    return true;
  }

  async #take(step: Undoable): Promise<void> {
    const at = this.#steps.indexOf(step);
    if (at === -1) return;
    this.#steps.splice(at, 1);
    const left = await step.run();
    if (left !== null) notifyError('Not everything was taken back', left);
    else this.#unsay = notify(`Taken back: ${step.said}`);
  }
}
