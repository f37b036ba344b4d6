import { once } from 'node:events';
import { cards } from '@flesh-and-blood/cards';
import { fromFab } from './from-fab.ts';

/** A process of its own that writes what the package holds, a list a line: the 170 MB that it takes end with it. */

const CARDS_A_LINE = 200;

for (let from = 0; from < cards.length; from += CARDS_A_LINE) {
  const line = JSON.stringify(cards.slice(from, from + CARDS_A_LINE).flatMap(fromFab));
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
