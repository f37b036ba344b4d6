import type { ImportDialect } from '../../../../../contract/inventory-imports.ts';
import { lexicon, plain } from './words.ts';

const words = lexicon({
  mtg: 'mtg,magic,magic the gathering,magic: the gathering',
  pokemon: 'pokemon,pokémon,pokemon tcg,pkm,pokemon japan',
  yugioh: 'yugioh,yu-gi-oh,yu-gi-oh!,ygo',
  lorcana: 'lorcana,disney lorcana,lorcana tcg',
  onepiece: 'onepiece,one piece,one piece card game,optcg',
  fab: 'fab,flesh and blood,flesh and blood tcg,flesh & blood,flesh & blood tcg',
  digimon: 'digimon,digimon card game',
  dragonball: 'dragonball,dragon ball super,dragon ball super ccg,dragon ball super fusion world',
  starwars: 'starwars,star wars unlimited,star wars: unlimited',
  weiss: 'weiss,weiss schwarz,weiß schwarz',
  vanguard: 'vanguard,cardfight vanguard,cardfight!! vanguard',
  finalfantasy: 'finalfantasy,final fantasy tcg',
  riftbound: 'riftbound,riftbound league of legends trading card game',
  gundam: 'gundam,gundam card game',
  metazoo: 'metazoo',
  sports: 'sports,sports cards,baseball,football,basketball,hockey,soccer',
});
/** Lines of products that are printed in one language. */
const LANGUAGE_OF = new Map([['pokemon japan', 'ja']]);

/** @param known games by their own words. @returns null for a word that nobody knows. */
export function gameOf(
  cell: string,
  dialect: ImportDialect,
  known: ReadonlySet<string>,
): { readonly game: string; readonly language: string | null } | null {
  const own = cell.trim().toLowerCase();
  if (known.has(own) || (dialect === 'omni-stock' && /^[a-z0-9][a-z0-9_-]{0,39}$/.test(own)))
    return { game: own, language: null };
  const word = plain(cell);
  const game = words.get(word);
  return game === undefined ? null : { game, language: LANGUAGE_OF.get(word) ?? null };
}
