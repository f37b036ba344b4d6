import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '../server/config.ts';
import { bcp47, type CardImport, importCards, openCardFile } from '../server/modules/catalogue/index.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { asCommand, withDatabase } from './with-database.ts';

/**
 * npm run import:cards -- FILE …: takes cards and sets into the catalogue, while the program runs or not: Scryfall's bulk
 * files, those of pokemontcg.io and of TCGdex, as JSON, JSON Lines, or either packed with gzip. `--game=` names another
 * game than the source's own, `--language=` the language of cards that do not tell theirs.
 */
await asCommand(async () => {
  const { values, positionals } = readArguments();
  if (positionals.length === 0)
    throw new ConfigError('Name the files, for example: npm run import:cards -- default-cards.json.gz');
  const options = {
    ...(values.game !== undefined && { game: gameOf(values.game) }),
    ...(values.language !== undefined && { language: bcp47(values.language) }),
  };
  return withDatabase({ exclusive: false, must_exist: false }, async (url) => {
    const database = openDatabase({ url, pool_max: 2 });
    try {
      await migrate(database.db);
      const told: string[] = [];
      for (const path of positionals)
        told.push(summaryOf(basename(path), await importCards(database.db, openCardFile(path), options)));
      return told.join('\n');
    } finally {
      await database.close();
    }
  });
}, ['ConfigError', 'DatabaseStartError', 'JsonFileError', 'WrongRow']);

function readArguments() {
  return parseArgs({
    options: { game: { type: 'string' }, language: { type: 'string' } },
    allowPositionals: true,
    strict: true,
  });
}

function gameOf(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,39}$/.test(name)) return name;
  throw new ConfigError(`--game=${name} is no game: a word such as mtg or pokemon, in lower case`);
}

function summaryOf(file: string, imported: CardImport): string {
  const { added, changed, unchanged, sets, left_out, wrong, wrong_rows } = imported;
  const lines = wrong_rows.map(({ item, line, reason }) => `  row ${item}, line ${line}: ${reason}`);
  const more = wrong - wrong_rows.length;
  return [
    `${file}: ${added} printings added, ${changed} changed, ${unchanged} unchanged; ${sets} sets written; ` +
      `${left_out} left out that are not printed; ${wrong} wrong${wrong > 0 ? ':' : ''}`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}
