/** What a first list can be made of. Symbols of the instruments that every server starts with. */
export const topics = [
  { id: 'tech', name: 'Tech', words: 'AAPL, NVDA, MSFT, AMD', symbols: ['AAPL', 'NVDA', 'MSFT', 'AMD'] },
  { id: 'crypto', name: 'Crypto', words: 'Bitcoin, Ethereum, Solana', symbols: ['BTC-USD', 'ETH-USD', 'SOL-USD'] },
  { id: 'indices', name: 'Indices', words: 'S&P 500, Nasdaq, DAX', symbols: ['SPX', 'NDX', 'DAX40'] },
  { id: 'energy', name: 'Energy', words: 'Brent, Exxon Mobil, gas', symbols: ['BRENT-USD', 'XOM', 'NATGAS-USD'] },
  { id: 'currencies', name: 'Currencies', words: 'Euro, pound, yen', symbols: ['EUR-USD', 'GBP-USD', 'USD-JPY'] },
  { id: 'metals', name: 'Metals', words: 'Gold, silver, copper', symbols: ['XAU-USD', 'XAG-USD', 'COPPER-USD'] },
] as const;
export type TopicId = (typeof topics)[number]['id'];

/** Symbols of the chosen topics in the order of the page, then those named one by one; each once. */
export function chosenSymbols(chosen: ReadonlySet<TopicId>, named: readonly string[]): string[] {
  const fromTopics = topics.filter((topic) => chosen.has(topic.id)).flatMap((topic) => topic.symbols);
  return [...new Set<string>([...fromTopics, ...named])];
}
