const names: Readonly<Record<string, string>> = {
  mtg: 'Magic: The Gathering',
  pokemon: 'Pokémon',
  yugioh: 'Yu-Gi-Oh!',
  lorcana: 'Disney Lorcana',
  onepiece: 'One Piece',
  fab: 'Flesh and Blood',
  sports: 'Sports',
};

/** What people call a game; one that is not known goes by its word. */
export function gameName(game: string): string {
  return names[game] ?? game;
}
