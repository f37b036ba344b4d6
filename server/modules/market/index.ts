export { type Instrument, type InstrumentKind, symbolKey } from './instrument.ts';
export { createInstrumentRegistry, type InstrumentRegistry, MemoryRegistry } from './instrument-registry.ts';
export { type SeedReport, seedInstruments } from './services/seed-instruments.ts';
export type { LiveSource } from './board/live-source.ts';
export { createQuotes, type Quotes, quotesChanged } from './quotes.ts';
export { instrumentView } from './instrument-view.ts';
export { marketRoutes } from './routes.ts';
export { createStockSearch, type StockSearch } from './search/stock-search.ts';
