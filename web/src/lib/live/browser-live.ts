import { SOCKET_PATH, SUBPROTOCOL } from '../../../../contract/live/protocol.ts';
import { ApiError, call, callIfChanged } from '../api.ts';
import { browserClock } from './flush-schedule.ts';
import { Live, type LiveParts } from './live.ts';

/** Symbols the server refused to quote, so that one of them does not take the others' prices away. */
const refused = new Set<string>();

async function fetchQuotes(symbols: readonly string[], etag: string | null) {
  const known = symbols.filter((symbol) => !refused.has(symbol));
  if (known.length === 0) return null;
  try {
    const answer = await callIfChanged('getQuotes', etag, { query: { symbols: known.join(',') } });
    return answer && { quotes: answer.data, etag: answer.etag };
  } catch (error) {
    const unknown = error instanceof ApiError ? symbolsOf(error) : [];
    if (unknown.length === 0) throw error;
    for (const symbol of unknown) refused.add(symbol);
    return null;
  }
}

function symbolsOf(error: ApiError): string[] {
  const named = error.problems.flatMap((problem) => (problem.code === 'symbols_unknown' ? problem['symbols'] : []));
  return named.filter((symbol) => typeof symbol === 'string');
}

const parts: LiveParts = {
  client: {
    open: () => new WebSocket(location.origin.replace(/^http/, 'ws') + SOCKET_PATH, SUBPROTOCOL),
    ticket: async () => (await call('createTicket')).data.ticket,
    timers: {
      now: () => performance.now(),
      set: (ms, run) => setTimeout(run, ms),
      clear: (handle) => clearTimeout(handle as number),
    },
    random: Math.random,
    name: 'web/1.0.0',
  },
  clock: browserClock,
  fetchQuotes,
};

/** The page's live prices. `startLive` wakes them. */
export const live = new Live(parts);
