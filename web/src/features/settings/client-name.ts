const browsers: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
];
const systems: readonly (readonly [name: string, sign: RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMac OS X\b|\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

/** "Firefox on Windows" out of a user agent; what is no browser is told as it names itself. */
export function clientName(client: string): string {
  const browser = browsers.find(([, sign]) => sign.test(client))?.[0];
  const system = systems.find(([, sign]) => sign.test(client))?.[0];
  if (browser === undefined) return client === '' ? 'Unknown' : client;
  return system === undefined ? browser : `${browser} on ${system}`;
}
