import { StringDecoder } from 'node:string_decoder';

/** One value of a file: its text, and where it stands. */
export interface JsonPiece {
  /** 1 for the first. */
  readonly item: number;
  /** Where it begins; 1 for the first. */
  readonly line: number;
  readonly text: string;
}

/** A file that is not a list of values, or ends too early. Says where. */
export class JsonFileError extends Error {
  override readonly name = 'JsonFileError';
}

/** A card has some kilobytes; what grows past this is a list whose end is missing. */
export const ITEM_LENGTH_MAX = 8 * 1024 * 1024;

const SPACE = /[\s\uFEFF]/;

/**
 * The values of a JSON list, or of JSON Lines, one after the other, so that a file of any size is never held whole. A
 * line of JSON Lines that is broken is one broken piece; in a list the end of a value is found by its brackets.
 *
 * @throws JsonFileError when the file ends within a value, or one is larger than ITEM_LENGTH_MAX.
 */
export async function* splitJson(source: AsyncIterable<Uint8Array>): AsyncGenerator<JsonPiece> {
  const decoder = new StringDecoder('utf8');
  const splitter = new Splitter();
  for await (const bytes of source) yield* splitter.take(decoder.write(Buffer.from(bytes)));
  yield* splitter.take(decoder.end());
  yield* splitter.end();
}

class Splitter {
  #item = 0;
  #line = 1;
  #begun = 1;
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  #parts: string[] = [];
  #length = 0;
  /** Decided by the first letter: a list, or one value a line. */
  #form: 'list' | 'lines' | null = null;

  *take(text: string): Generator<JsonPiece> {
    let from = this.#parts.length > 0 || this.#depth > 1 ? 0 : -1;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      if (letter === 10) this.#line += 1;
      if (this.#form === null) {
        if (SPACE.test(text.charAt(at))) continue;
        this.#form = text.charAt(at) === '[' ? 'list' : 'lines';
        if (this.#form === 'list') continue;
      }
      if (this.#form === 'lines') {
        if (letter === 10) {
          if (from >= 0) yield* this.#close(text.slice(from, at));
          from = -1;
        } else if (from < 0 && !SPACE.test(text.charAt(at))) {
          from = at;
          this.#begun = this.#line;
        }
        continue;
      }
      const was = this.#depth;
      this.#step(letter);
      if (was === 0 && this.#depth === 1) {
        from = at;
        this.#begun = this.#line;
      } else if (was === 1 && this.#depth === 0 && from >= 0) {
        yield* this.#close(text.slice(from, at + 1));
        from = -1;
      }
    }
    if (from >= 0) this.#keep(text.slice(from));
  }

  *end(): Generator<JsonPiece> {
    if (this.#form === 'lines' && this.#parts.length > 0) yield* this.#close('');
    else if (this.#form === 'list' && this.#depth >= 0)
      throw new JsonFileError(`The file ends too early, in line ${this.#line}, after ${this.#item} values.`);
  }

  /** Depth 0 is within the list, between values; below it the list has ended. */
  #step(letter: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (this.#isText) {
      if (letter === 92) this.#isEscaped = true;
      else if (letter === 34) this.#isText = false;
    } else if (letter === 34) this.#isText = true;
    else if (letter === 123 || letter === 91) this.#depth += 1;
    else if (letter === 125 || letter === 93) this.#depth -= 1;
  }

  #keep(part: string): void {
    this.#parts.push(part);
    this.#length += part.length;
    if (this.#length > ITEM_LENGTH_MAX)
      throw new JsonFileError(`The value that begins in line ${this.#begun} does not end.`);
  }

  *#close(last: string): Generator<JsonPiece> {
    const text = this.#parts.length === 0 ? last : this.#parts.join('') + last;
    this.#parts = [];
    this.#length = 0;
    this.#item += 1;
    yield { item: this.#item, line: this.#begun, text };
  }
}
