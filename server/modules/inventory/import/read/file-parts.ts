import type { Reading } from './types.ts';

/** A file as it comes, in parts of a megabyte; null after the last. */
export type NextPart = () => Promise<Buffer | null>;

/** Text of a file that is not held whole: like a Decoder, a part at a time. */
export class PartDecoder {
  readonly #next: NextPart;
  readonly #decoder: TextDecoder;
  #part: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(next: NextPart, encoding: Reading['encoding']) {
    this.#next = next;
    this.#decoder = new TextDecoder(encoding);
  }

  get ended(): boolean {
    return this.#ended && this.#part.length === 0;
  }

  /** At most `length` bytes of it, and fewer at the end of a part. */
  async next(length: number): Promise<string> {
    if (this.#part.length === 0 && !this.#ended) {
      const part = await this.#next();
      this.#part = part ?? Buffer.alloc(0);
      this.#ended = part === null;
    }
    const piece = this.#part.subarray(0, length);
    this.#part = this.#part.subarray(piece.length);
    return this.#decoder.decode(piece, { stream: !this.ended });
  }
}
