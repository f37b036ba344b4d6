import { ApiError, call } from '../../lib/api.ts';

const NAMES = ['My list', 'My list 2', 'My list 3', 'My list 4', 'My list 5'];

/**
 * Makes the first list. A symbol that this server does not know is left out rather than in the way, and a list of the
 * name that is there already is left alone.
 * @returns id of the list.
 */
export async function makeFirstList(symbols: readonly string[], names: readonly string[] = NAMES): Promise<string> {
  const [name = 'My list', ...further] = names;
  try {
    return (await call('createWatchlist', { body: { name, symbols: [...symbols] } })).data.id;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.has('watchlist_name_taken') && further.length > 0) return makeFirstList(symbols, further);
    const known = withoutUnknown(symbols, error);
    if (known.length === symbols.length) throw error;
    return makeFirstList(known, names);
  }
}

function withoutUnknown(symbols: readonly string[], error: ApiError): string[] {
  const named = error.problems.find((problem) => problem.code === 'symbols_unknown')?.['symbols'];
  const unknown = new Set<unknown>(Array.isArray(named) ? named : []);
  return symbols.filter((symbol) => !unknown.has(symbol));
}
