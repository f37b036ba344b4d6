import { readFileSync } from 'node:fs';
import {
  closeCodes,
  COMMANDS_PER_MINUTE_MAX,
  HEARTBEAT_MS,
  HELLO_TIMEOUT_MS,
  INBOUND_FRAME_BYTES_MAX,
  mayReconnect,
  RESUME_WINDOW_MS,
  SOCKET_PATH,
  SUBPROTOCOL,
  TICKET_LIFE_MS,
} from '../../../../contract/live/protocol.ts';
import { tiers } from '../../../../contract/tiers.ts';
import { type Html, html } from './html.ts';
import { codeBlock, pageText } from './layout.ts';

const example = (name: string): string => readFileSync(new URL(`./examples/${name}`, import.meta.url), 'utf8');

const sections = [
  ['start', 'In one minute', start],
  ['rows', 'Rows', rows],
  ['client', 'What you may send', clientFrames],
  ['server', 'What you receive', serverFrames],
  ['trust', 'Knowing that you are right', trust],
  ['limits', 'Limits', limits],
  ['codes', 'Close codes', codes],
  ['typescript', 'Example in TypeScript', () => codeBlock('live-prices.ts', example('live-prices.ts'))],
  ['python', 'Example in Python', () => codeBlock('live-prices.py', example('live-prices.py'))],
] as const satisfies readonly (readonly [string, string, () => Html])[];

/** The live protocol for those who write a client. */
export function socketPage(): string {
  return pageText({
    title: 'Live socket',
    path: '/docs/socket',
    aside: html`<ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>`,
    main: html`<h1>The live socket</h1>
<p class="lead">Prices as they move, over a WebSocket at <code>${SOCKET_PATH}</code> with the subprotocol <code>${SUBPROTOCOL}</code>: JSON text frames,
described for programs in <a href="/asyncapi.json">AsyncAPI</a>.</p>
${sections.map(([id, title, body]) => html`<section class="endpoint" id="${id}"><h2>${title}</h2>${body()}</section>`)}`,
  });
}

function start(): Html {
  return html`${codeBlock(
    'A conversation: > you send, < you receive',
    `> {"type":"hello","client":"mine/1.0.0"}
< {"type":"welcome","session":"…","epoch":"f7","heartbeat_ms":${HEARTBEAT_MS},"interval_ms":5000,…}
> {"type":"subscribe","id":1,"symbols":["AAPL","MSFT"]}
< {"type":"subscribed","id":1,"rejected":{}}
< {"type":"snapshot","frame":1,"rows":[["AAPL",9001,"187.2300","0.41",1789999099870],…]}
< {"type":"quotes","frame":2,"rows":[["AAPL",9004,"187.2500","0.43",1789999103870]]}
< {"type":"heartbeat","frame":2,"digest":"1c291ca3","feed":{…},"now":1789999105003}
> {"type":"pong"}`,
  )}
<p>Without a ticket you are a visitor and see public prices. With one you have the limits of your plan and may follow your watchlists:
<code>POST /api/v1/realtime/tickets</code> gives a ticket for one hello within ${seconds(TICKET_LIFE_MS)}. It never stands in an address.</p>`;
}

function rows(): Html {
  return html`<p>A row is <code>[symbol, version, price, change, time]</code>, and the session as a sixth member while it is not the regular one.
Price and change since the previous close are decimal strings; <code>change</code> is <code>null</code> where the close is unknown. <code>time</code> is that of the print in epoch milliseconds.
Values are absolute: applying a row twice does no harm. <code>version</code> rises strictly per symbol inside an epoch.</p>
<p>Many moves between two frames give one row with the newest price. Nothing queues up behind a slow reader; it skips to the newest.</p>`;
}

function clientFrames(): Html {
  return list([
    [
      'hello',
      `First, within ${seconds(HELLO_TIMEOUT_MS)}: "ticket", "client", and "resume" {session, epoch, event} to continue after a cut, up to ${seconds(RESUME_WINDOW_MS)} later.`,
    ],
    [
      'subscribe',
      '"id" of your choice with "symbols", or with "watchlist": that one follows the list as it changes, on any device.',
    ],
    ['unsubscribe', 'The same members. After its confirmation no row of those symbols comes.'],
    ['resync', 'Asks for a snapshot of everything subscribed.'],
    ['auth', 'A new "ticket" after auth_soon, before the old sign-in runs out.'],
    ['ack', '"n" of the last event you have dealt with.'],
    ['pong', 'The answer to every heartbeat.'],
  ]);
}

function serverFrames(): Html {
  return list([
    ['welcome', 'Your session, its limits, the rhythm of heartbeats, and the state of the feed.'],
    ['subscribed', 'Symbols that were not taken stand in "rejected" with the reason: unknown_symbol or symbol_limit.'],
    [
      'snapshot',
      'Exactly one row for each accepted symbol that has a price, before any quotes row for it. With "full": true, forget what is not in it.',
    ],
    ['quotes', 'Rows that changed.'],
    ['watchlist', 'A followed list has these symbols now; null says that it is gone.'],
    ['heartbeat', 'Number of the last frame, digest of what you should hold, state of the feed.'],
    ['feed', 'The feed became live, delayed, stale or closed. A quiet symbol in a live feed is not stale.'],
    ['epoch', 'Versions start anew: drop yours and wait for the snapshot that follows.'],
    ['event', 'Something happened to you. Numbers count 1, 2, 3 …; an event may come twice, so drop repeats by "n".'],
    ['auth_soon', 'Your sign-in runs out soon: send auth.'],
    ['limits', 'Your plan changed, or auth was accepted.'],
    ['error', 'A command was not done; "id" says which.'],
    ['bye', 'The connection closes next. Come back after "retry_ms".'],
  ]);
}

function list(frames: readonly (readonly [string, string])[]): Html {
  return html`<dl>${frames.map(([name, text]) => html`<dt><code>${name}</code></dt><dd>${text}</dd>`)}</dl>
<p><small>Types and members you do not know are to be ignored: more may come inside this version.</small></p>`;
}

function trust(): Html {
  return html`<ul>
<li><code>frame</code> counts snapshot and quotes frames without a hole. A hole, a falling version, or two wrong digests running: send <code>resync</code>.</li>
<li><code>digest</code> is CRC-32 in eight hexadecimal digits over <code>symbol:version;</code> of everything you follow that had a row, sorted by symbol.</li>
<li>Hear nothing for two and a half heartbeats: drop the socket and connect again.</li>
<li>Reconnect after a random wait from zero up to a bound that doubles from 1 to 30 seconds.</li>
<li>No socket to be had? <code>GET /api/v1/quotes?symbols=</code> answers the same versions, with an ETag.</li></ul>`;
}

function limits(): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Limits by plan"><table><thead><tr><th scope="col">plan</th><th scope="col">a symbol at most every</th><th scope="col">symbols on one socket</th></tr></thead>
<tbody>${Object.values(tiers).map(
    (tier) =>
      html`<tr><th scope="row">${tier.name}</th><td>${seconds(tier.live_interval_ms)}</td><td>${tier.live_symbols_max}</td></tr>`,
  )}</tbody></table></div>
<p>${COMMANDS_PER_MINUTE_MAX} commands a minute; a frame you send has at most ${INBOUND_FRAME_BYTES_MAX} bytes and is text.</p>`;
}

function codes(): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Close codes"><table><thead><tr><th scope="col">code</th><th scope="col">meaning</th><th scope="col">come back</th></tr></thead>
<tbody>${Object.entries(closeCodes).map(
    ([code, text]) =>
      html`<tr><th scope="row"><code>${code}</code></th><td>${text}</td><td>${mayReconnect(Number(code)) ? 'yes' : 'no'}</td></tr>`,
  )}</tbody></table></div>`;
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
