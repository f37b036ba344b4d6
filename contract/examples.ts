import type { SchemaName } from './schemas.ts';

/** What a caller might send: shown in the documents, and held acceptable by a test. */
export const bodyExamples: Readonly<Partial<Record<SchemaName, unknown>>> = {
  Register: { email: 'ada@example.org', password: 'correct horse battery', name: 'Ada' },
  SignIn: { email: 'ada@example.org', password: 'correct horse battery' },
  TokenRequest: { email: 'ada@example.org', password: 'correct horse battery' },
  RefreshRequest: { refresh: 'the refresh token of the last pair' },
  Setup: { token: 'from the printed link', email: 'admin@example.org', password: 'correct horse battery' },
  UpdateMe: { name: 'Ada Lovelace' },
  DeleteMe: { current_password: 'correct horse battery' },
  UpdateUser: { tier: 'premium' },
  AddStock: { symbol: 'ACME', name: 'Acme', kind: 'stock', exchange: 'XNAS', currency: 'USD', price_decimals: 2 },
  UpdateStock: { seen_at: '2026-11-20T14:18:04.123Z', name: 'Acme Holdings' },
  CorrectPrice: { price: '189.12', wrong_price: '1891.2', reason: 'The source moved the point' },
  AddSplit: { ex_date: '2025-11-17', new_pieces: 10, old_pieces: 1 },
  StartBackfill: { symbol: 'AAPL', interval: '1d', from: '2024-01-01' },
  CreateWatchlist: { name: 'Chips', symbols: ['NVDA', 'AMD'] },
  UpdateWatchlist: { name: 'Semiconductors' },
  AddItem: { symbol: 'AAPL', note: 'after the results', price_above: '250' },
  AddItems: { symbols: ['AAPL', 'MSFT', 'NFLX'] },
  UpdateItem: { note: 'watch the margin', price_below: '150.5' },
  ImportItems: { csv: 'symbol,note\nAAPL,fruit\nMSFT,\n' },
  CreateAlert: { stock_symbol: 'AAPL', condition_type: 'PRICE_ABOVE', threshold_value: '200.00' },
  UpdateAlert: { threshold_value: '210.00' },
  ResumeAlert: { if_already_true: 'wait' },
  ImportAlerts: { csv: 'symbol,condition_type,threshold_value\nAAPL,PRICE_ABOVE,200.00\n' },
  ReadAll: {},
  UpdatePreferences: { quiet_hours: { enabled: true, from: '22:00', to: '07:00' }, time_zone: 'Europe/Lisbon' },
  CreateWebhook: { name: 'Desk', url: 'https://hooks.example.org/omni-stock' },
  UpdateWebhook: { enabled: false },
  AddPushSubscription: {
    endpoint: 'https://push.example.org/send/one',
    keys: { p256dh: 'the public key of the browser', auth: 'its secret' },
  },
};

/** Values for parameters, by their name. */
export const parameterExamples: Readonly<Record<string, string>> = {
  id: '01930a5e-7c1b-7d3e-9a44-1f2e3d4c5b6a',
  symbol: 'AAPL',
  token: 'n0Tk3n0fA5har3dL1st-n0Tk3n0fA5ha',
  symbols: 'AAPL,MSFT',
  q: 'apple',
  from: '2026-11-01',
  to: '2026-11-20',
  interval: 'auto',
  adjusted: 'true',
  source: 'import',
  limit: '20',
};
