import { parseArgs } from 'node:util';
import { entryOf } from '../server/modules/market/search/search-entry.ts';
import { type Hit, SearchIndex } from '../server/modules/market/search/search-index.ts';
import { queryGroups } from './search-queries.ts';
import { symbolUniverse } from './symbol-universe.ts';

/** Prints docs/search-quality.md: what each query finds, and at which rank. `--data=DIR` adds the lists of a folder. */
const RANK_MAX = 10;
const SHOWN = 3;

const { data } = parseArgs({ options: { data: { type: 'string' } }, strict: true }).values;
const { instruments, source } = await symbolUniverse(data);
const index = new SearchIndex(instruments.map(entryOf));

const groups = queryGroups.map(({ title, queries }) => ({
  title,
  rows: queries.map(([query, meant]) => {
    const hits = index.search(query, {}, { limit: RANK_MAX });
    return { query, meant, rank: hits.findIndex((hit) => hit.instrument.symbol === meant) + 1, hits };
  }),
}));
const rows = groups.flatMap((group) => group.rows);
const first = rows.filter((row) => row.rank === 1).length;
const found = rows.filter((row) => row.rank > 0).length;

console.log(`# What search finds

${rows.length} queries over ${source}. Of what a person means by them, ${first} stand first and ${found} in the first ${RANK_MAX}.
A dash is a rank beyond ${RANK_MAX}; an asterisk marks what is listed no more.

    node scripts/run.mjs scripts/search-quality.ts --data=DIR > docs/search-quality.md

DIR holds the lists that \`npm run import:symbols\` takes; without it the instruments we ship are searched.
Ranks are by exact ticker, whole name, ticker beginning, words of the name, parts of words, typos; then by size.`);
for (const { title, rows } of groups) {
  console.log(`\n## ${title}\n\n| typed | meant | rank | found |\n|---|---|---|---|`);
  for (const { query, meant, rank, hits } of rows) {
    console.log(
      `| \`${query}\` | ${meant} | ${rank === 0 ? '–' : rank} | ${hits.slice(0, SHOWN).map(shown).join(' · ')} |`,
    );
  }
}

function shown({ instrument }: Hit): string {
  return `${instrument.symbol} ${instrument.name}${instrument.status === 'inactive' ? ' *' : ''}`;
}
