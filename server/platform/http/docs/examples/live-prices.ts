/** Shows live prices. Run with Node 22 or newer: node live-prices.ts http://localhost:3000 AAPL,MSFT */
const [host = 'http://localhost:3000', symbols = 'AAPL,MSFT'] = process.argv.slice(2);

// For prices of your plan, get a ticket first and put it into hello:
// POST /api/v1/realtime/tickets with Authorization: Bearer <access token>  ->  data.ticket
connect(1000);

function connect(wait_ms: number): void {
  const socket = new WebSocket(`${host.replace(/^http/, 'ws')}/ws`, 'omnistock.v1');
  const send = (frame: object): void => socket.send(JSON.stringify(frame));
  let next_wait_ms = Math.min(wait_ms * 2, 30_000);

  socket.addEventListener('open', () => send({ type: 'hello', client: 'example/1.0.0' }));
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data));
    if (frame.type === 'welcome') {
      next_wait_ms = 1000;
      send({ type: 'subscribe', id: 1, symbols: symbols.split(',') });
    }
    if (frame.type === 'snapshot' || frame.type === 'quotes')
      for (const [symbol, , price, change] of frame.rows) process.stdout.write(`${symbol} ${price} (${change})\n`);
    if (frame.type === 'heartbeat') send({ type: 'pong' });
    if (frame.type === 'bye') next_wait_ms = frame.retry_ms;
  });
  socket.addEventListener('close', ({ code, reason }) => {
    process.stderr.write(`closed: ${code} ${reason}\n`);
    // 4500 to 4999: coming back would not help.
    if (code < 4500 || code > 4999) setTimeout(connect, jitter() * next_wait_ms, next_wait_ms);
  });
}

/** From 0 to 1, so that many clients do not come back at the same moment. */
function jitter(): number {
  return crypto.getRandomValues(new Uint16Array(1)).reduce((_, drawn) => drawn / 65_536, 0);
}
