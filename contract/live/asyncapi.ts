import { clientFrameSchemas, type JsonSchema, serverFrameSchemas } from './frame-schemas.ts';
import { closeCodes, INBOUND_FRAME_BYTES_MAX, mayReconnect, SOCKET_PATH, SUBPROTOCOL } from './protocol.ts';

const MAJOR_VERSION = '1.0.0';

const closeCodeLines = Object.entries(closeCodes).map(
  ([code, words]) => `- ${code}: ${words}${mayReconnect(Number(code)) ? '' : ' (do not reconnect by yourself)'}`,
);

const description = `Live prices as JSON text frames over a WebSocket at \`${SOCKET_PATH}\`, subprotocol \`${SUBPROTOCOL}\`.

Open the socket and send \`hello\` within 5 seconds; after \`welcome\`, \`subscribe\` to symbols (in capitals, as the API
writes them) or to a watchlist of yours. The first row of each symbol comes in a \`snapshot\`, later ones in \`quotes\`,
at most one per symbol and interval. Rows are absolute: applying one twice is harmless.

You are right when frame numbers have no hole, versions do not fall, and your digest equals that of each heartbeat;
otherwise send \`resync\`. Answer every heartbeat with \`pong\`. Frames you send have at most ${INBOUND_FRAME_BYTES_MAX} bytes.
Ignore types and fields you do not know. After a lost connection wait a random time below a bound that doubles from
0.5 to 30 seconds, and say \`hello\` with \`resume\`.

Close codes:

${closeCodeLines.join('\n')}`;

/** The AsyncAPI 3.0 document of the live protocol, served at /asyncapi.json. */
export const asyncapi = {
  asyncapi: '3.0.0',
  info: {
    title: 'Omni-Stock live',
    version: MAJOR_VERSION,
    description,
    license: { name: 'MIT' },
  },
  defaultContentType: 'application/json',
  channels: {
    live: {
      address: SOCKET_PATH,
      title: 'The live socket',
      description: `Offer the subprotocol ${SUBPROTOCOL} in the handshake.`,
      messages: { ...references(clientFrameSchemas), ...references(serverFrameSchemas) },
      bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
    },
  },
  operations: {
    say: operation('receive', 'What you may send.', clientFrameSchemas),
    hear: operation('send', 'What the server sends.', serverFrameSchemas),
  },
  components: { messages: { ...messages(clientFrameSchemas), ...messages(serverFrameSchemas) } },
};

type Schemas = Readonly<Record<string, JsonSchema>>;

function references(schemas: Schemas) {
  return Object.fromEntries(Object.keys(schemas).map((name) => [name, { $ref: `#/components/messages/${name}` }]));
}

function messages(schemas: Schemas) {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, payload]) => [
      name,
      { name, title: name, contentType: 'application/json', payload },
    ]),
  );
}

/** The document is the server's: what a client says is what the server receives. */
function operation(action: 'send' | 'receive', summary: string, schemas: Schemas) {
  return {
    action,
    summary,
    channel: { $ref: '#/channels/live' },
    messages: Object.keys(schemas).map((name) => ({ $ref: `#/channels/live/messages/${name}` })),
  };
}
