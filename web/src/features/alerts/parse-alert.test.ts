import { describe, expect, it } from 'vitest';
import { parseAlert } from './parse-alert.ts';

const rule = (symbol: string, condition_type: string | null, value: string) => ({
  kind: 'rule',
  symbol,
  condition_type,
  value,
});

describe('a typed alert', () => {
  it.each([
    ['alert aapl > 200', rule('AAPL', 'PRICE_ABOVE', '200')],
    ['alert aapl>200', rule('AAPL', 'PRICE_ABOVE', '200')],
    ['Alert AAPL >= 200.50', rule('AAPL', 'PRICE_ABOVE', '200.50')],
    ['alert aapl < 150', rule('AAPL', 'PRICE_BELOW', '150')],
    ['alert aapl falls below 150', rule('AAPL', 'PRICE_BELOW', '150')],
    ['alert brk.b above 1,200', rule('BRK.B', 'PRICE_ABOVE', '1200')],
    ['alert nvda crosses 180', rule('NVDA', 'CROSSES', '180')],
    ['alert nvda crosses up 180', rule('NVDA', 'CROSSES_UP', '180')],
    ['alert nvda crosses below 180', rule('NVDA', 'CROSSES_DOWN', '180')],
    ['alert btc -5%', rule('BTC', 'PERCENT_CHANGE', '-5')],
    ['alert btc-usd −2.5 %', rule('BTC-USD', 'PERCENT_CHANGE', '-2.5')],
    ['alert btc +5%', rule('BTC', 'PERCENT_CHANGE', '5')],
    ['alert btc 5%', rule('BTC', 'PERCENT_CHANGE', '5')],
    ['  alert  aapl   200 ', rule('AAPL', null, '200')],
    ['alert aapl .5', rule('AAPL', null, '0.5')],
  ])('%s is understood', (line, wanted) => {
    expect(parseAlert(line)).toEqual(wanted);
  });

  it.each(['alert aapl', 'alert aapl >', 'alert aapl > dear', 'alert aapl soon', 'alert btc -100%', 'alert aapl > 0'])(
    '%s says what is missing',
    (line) => {
      expect(parseAlert(line)).toMatchObject({ kind: 'unfinished', problem: expect.stringMatching(/\S/) });
    },
  );

  it.each(['', 'alert', 'alerts', 'apple', 'note aapl alert me', 'al aapl > 3'])(
    '“%s” is left to the search',
    (line) => {
      expect(parseAlert(line)).toBeNull();
    },
  );
});
