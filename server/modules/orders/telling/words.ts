import type { z } from 'zod';
import { minorText } from '../../../../contract/minor-units.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { type Handling, on } from '../../../platform/facts/consumer.ts';
import type { Fact, FactType } from '../../../platform/facts/fact.ts';

/** What somebody is told of one fact, in plain words. */
export interface Words {
  readonly title: string;
  readonly body: string;
  /** Lines of a table. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

/** What facts say of the checkout they concern. */
export interface OfGroup {
  readonly group_id: string;
  readonly group_number: string;
  /** Null: a guest. */
  readonly buyer_id: string | null;
  readonly buyer_email: string;
}
/** And of the order. */
export interface OfOrder extends OfGroup {
  readonly order_id: string;
  readonly order_number: string;
  readonly vendor_id: string;
  readonly vendor_name: string;
  readonly currency: string;
  readonly total_minor: number;
}
export interface SoldPieces {
  readonly title: string;
  readonly state: string;
  readonly quantity: number;
  readonly unit_price_minor: number;
}

/** One type of fact that somebody is told of, and how. */
export interface Told<About> {
  /** Names what is told; it stays, since what was told is known by it. */
  readonly template: string;
  /** @param work is not called for a fact of this type that says nothing to them. */
  readonly hear: (work: (tx: Tx, fact: Fact<About>, words: Words) => Promise<void>) => Handling;
}

/** @param wordsOf null where this one is nothing to be told of. */
export function told<About>(
  template: string,
  type: FactType<z.ZodType<About>>,
  wordsOf: (payload: About) => Words | null,
): Told<About> {
  return {
    template,
    hear: (work) =>
      on(type, async (tx, fact) => {
        const words = wordsOf(fact.payload);
        if (words !== null) await work(tx, fact, words);
      }),
  };
}

/** Lines that a table spells out; the pages have them all. */
const LINES_SHOWN_MAX = 10;
/** Kinds of pieces that a sentence names. */
const NAMED_MAX = 3;

/** "12.50 USD". */
export function money(minor: number, currency: string): string {
  return `${minorText(minor, currency)} ${currency}`;
}

/** "3 pieces: 2 × Charizard; 1 × Blastoise". */
export function piecesText(lines: readonly SoldPieces[]): string {
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const named = lines.slice(0, NAMED_MAX).map(({ quantity, title }) => `${quantity} × ${title}`);
  const more = lines.length > NAMED_MAX ? ' and more' : '';
  return `${count === 1 ? '1 piece' : `${count} pieces`}: ${named.join('; ')}${more}`;
}

/** A line of a table for each line of an order. Labels stay on one line, also on a phone: titles are the values. */
export function lineFacts(lines: readonly SoldPieces[], currency: string): Words['facts'] {
  const shown = lines.slice(0, LINES_SHOWN_MAX).map(({ title, state, quantity, unit_price_minor }) => ({
    label: `${quantity} × ${money(unit_price_minor, currency)}`,
    value: `${title}, ${state}`,
  }));
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, { label: 'And more', value: `${left} more lines` }];
}

/** Said wherever no real money moves. */
export function withTestMoney(words: Words): Words {
  return { ...words, facts: [...words.facts, { label: 'Test money', value: 'No real money moves' }] };
}
