import { LEVEL_KINDS } from '../../server/modules/alerts/engine/level-entry.ts';
import { LevelBooks } from '../../server/modules/alerts/engine/level-books.ts';
import { LevelStage } from '../../server/modules/alerts/engine/level-stage.ts';

const PRICES = 5_000_000;

/** The sorted thresholds by themselves: memory, and prices a second that reach nothing or something. */
export function measureBooks({ alerts, instruments }: { readonly alerts: number; readonly instruments: number }): void {
  const books = new LevelBooks();
  books.ensure(instruments * 2);
  const stage = new LevelStage();
  for (let no = 1; no <= alerts; no += 1) {
    const book = (no % instruments) * 2 + 1;
    const k = 1 + Math.floor(no / instruments);
    const up = k % 2 === 0;
    const kind = up ? LEVEL_KINDS.level_up : LEVEL_KINDS.level_down;
    stage.add({ book, level: up ? 100_50 + k * 25 : 99_50 - k * 25, kind, no });
  }
  for (let book = 0; book < instruments * 2; book += 1) books.setLast(book, 100_00);
  const began = performance.now();
  books.load(stage);
  const load_ms = performance.now() - began;
  const bytes = books.bytes / alerts;
  console.log(
    `books: ${alerts} thresholds sorted in ${load_ms.toFixed(0)} ms, ${bytes.toFixed(1)} bytes each, spare included`,
  );
  console.log(`prices in the gap: ${perSecond(books, instruments, () => 0)} checks/s`);
  let hits = 0;
  const moving = perSecond(
    books,
    instruments,
    (n) => (n % 1000 === 0 ? 200 + Math.floor(n / 100_000) * 10 : 0),
    () => {
      hits += 1;
    },
  );
  console.log(`prices of which one in 1,000 jumps (${hits} thresholds reached): ${moving} checks/s`);
}

function perSecond(
  books: LevelBooks,
  instruments: number,
  jump: (n: number) => number,
  hit: () => void = () => undefined,
): string {
  const began = performance.now();
  for (let n = 0; n < PRICES; n += 1) books.sweep((n % instruments) * 2 + 1, 100_00 + (n % 7) + jump(n), hit);
  return Math.round(PRICES / ((performance.now() - began) / 1000)).toLocaleString('en-US');
}
