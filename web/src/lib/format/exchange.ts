/** Where an instrument is traded, by market identifier code (ISO 10383): its short name, its clock and that clock's label. */
export interface Exchange {
  readonly name: string;
  /** IANA name. */
  readonly zone: string;
  readonly zone_label: string;
}

const newYork = { zone: 'America/New_York', zone_label: 'ET' } as const;
const centralEurope = { zone_label: 'CET' } as const;

const exchanges: Readonly<Record<string, Exchange>> = {
  XNAS: { name: 'Nasdaq', ...newYork },
  XNYS: { name: 'NYSE', ...newYork },
  XASE: { name: 'NYSE American', ...newYork },
  ARCX: { name: 'NYSE Arca', ...newYork },
  BATS: { name: 'Cboe BZX', ...newYork },
  IEXG: { name: 'IEX', ...newYork },
  OTCM: { name: 'OTC', ...newYork },
  XCME: { name: 'CME', zone: 'America/Chicago', zone_label: 'CT' },
  XNYM: { name: 'NYMEX', ...newYork },
  XLON: { name: 'London', zone: 'Europe/London', zone_label: 'UK' },
  XETR: { name: 'Xetra', zone: 'Europe/Berlin', ...centralEurope },
  XFRA: { name: 'Frankfurt', zone: 'Europe/Berlin', ...centralEurope },
  XAMS: { name: 'Amsterdam', zone: 'Europe/Amsterdam', ...centralEurope },
  XPAR: { name: 'Paris', zone: 'Europe/Paris', ...centralEurope },
  XMIL: { name: 'Milan', zone: 'Europe/Rome', ...centralEurope },
  XMAD: { name: 'Madrid', zone: 'Europe/Madrid', ...centralEurope },
  XSWX: { name: 'Zurich', zone: 'Europe/Zurich', ...centralEurope },
  XCSE: { name: 'Copenhagen', zone: 'Europe/Copenhagen', ...centralEurope },
  XSTO: { name: 'Stockholm', zone: 'Europe/Stockholm', ...centralEurope },
  XTSE: { name: 'Toronto', zone: 'America/Toronto', zone_label: 'ET' },
  XTKS: { name: 'Tokyo', zone: 'Asia/Tokyo', zone_label: 'JST' },
  XHKG: { name: 'Hong Kong', zone: 'Asia/Hong_Kong', zone_label: 'HKT' },
  SHOP: { name: 'Shops here', zone: 'UTC', zone_label: 'UTC' },
  XASX: { name: 'Sydney', zone: 'Australia/Sydney', zone_label: 'Sydney' },
};

/** What has no one venue (coins, currencies, most indices) or one we have no table row for is told in UTC. */
export function exchangeOf(mic: string | null): Exchange {
  return (mic === null ? undefined : exchanges[mic]) ?? { name: mic ?? '', zone: 'UTC', zone_label: 'UTC' };
}
