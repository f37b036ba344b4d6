import { randomInt } from 'node:crypto';
import type { CollectibleKind } from '../../../contract/inventory-terms.ts';

type Details = Readonly<Record<string, unknown>>;

const TITLE_MAX = 200;
/** Without letters and digits that look alike. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const SUFFIX_LENGTH = 7;

const titleParts: Readonly<Record<CollectibleKind, readonly string[]>> = {
  card: ['name', 'set_name', 'set_code', 'collector_number'],
  comic: ['series', 'issue_number', 'variant', 'year'],
  coin: ['country', 'denomination', 'year', 'mint_mark'],
  sealed: ['product', 'set_name', 'set_code'],
  watch: ['brand', 'model', 'reference'],
  other: ['maker', 'model', 'year'],
};

/** A title from what the piece is: "Charizard, Base Set, 4/102". */
export function titleFrom(kind: CollectibleKind, details: Details): string {
  const shown = titleParts[kind].filter((name) => name !== 'set_code' || details['set_name'] === null);
  const parts = shown
    .map((name) => details[name])
    .filter((part) => typeof part === 'string' || typeof part === 'number');
  return parts.length === 0 ? 'Collectible' : parts.join(', ').slice(0, TITLE_MAX).trim();
}

/** A SKU that people can read and that no other has: "BASE1-4-102-7QXK2PD". 2^34 endings to every beginning. */
export function newSku(kind: CollectibleKind, details: Details): string {
  const known = [details['set_code'] ?? kind, details['collector_number']].filter((part) => typeof part === 'string');
  const readable = known.map((part) =>
    part
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 20),
  );
  const suffix = Array.from({ length: SUFFIX_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [...readable.filter((part) => part !== ''), suffix].join('-');
}
