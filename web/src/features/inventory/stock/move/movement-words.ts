import type { MovementKind, MovementView } from '../../../../../../contract/inventory-stock.ts';

/** What each kind of movement did to the pieces it moved. */
const words: Readonly<Record<MovementKind, string>> = {
  receive: 'received',
  import_add: 'imported',
  restock: 'restocked',
  adjust: 'corrected',
  transfer_out: 'moved away',
  transfer_in: 'moved here',
  write_off: 'written off',
  reserve: 'held',
  release: 'let go',
  allocate: 'sold',
  deallocate: 'back from an order',
  ship: 'sent',
};

/** "1 sold", "2 corrected". */
export function movementWords({ kind, quantity }: Pick<MovementView, 'kind' | 'quantity'>): string {
  return `${Math.abs(quantity)} ${words[kind]}`;
}

export function kindWord(kind: MovementKind): string {
  return words[kind].charAt(0).toUpperCase() + words[kind].slice(1);
}
