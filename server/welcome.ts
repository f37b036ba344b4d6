import type { Config } from './config.ts';
import type { Seeding } from './seed.ts';

/** Address, demo account and provider in three lines; a fourth while there is no administrator. */
export function welcomeLines(config: Config, seeding: Seeding, url: string): string[] {
  const address = config.host === '0.0.0.0' ? url.replace('0.0.0.0', 'localhost') : url;
  const account = seeding.demo();
  const setup_link = seeding.setupLink();
  const demo = account === null ? 'off' : `${account.email}: press "Try the demo", no password needed`;
  return [
    `Omni-Stock   ${address}`,
    `Demo         ${demo}`,
    `Prices       ${sourceOf(config)}`,
    ...(setup_link === null ? [] : [`Administrator (open once, within a day): ${setup_link}`]),
  ];
}

function sourceOf({ provider }: Config): string {
  const { names, file } = provider;
  if (names.includes('replay')) return `replayed from ${file}`;
  if (names.every((name) => name === 'simulator')) return 'simulated; nothing here is a real price';
  const shown = names.map((name) => (name === 'simulator' ? 'the simulator (made up, and marked so)' : name));
  return `from ${shown.join(', then ')}`;
}
