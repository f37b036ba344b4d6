/** Reads single values of the environment; every refusal names the variable and shows a valid example. */

/** A value that cannot be used; the message names the variable and shows a valid example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A host that may be called although it is not public, at one port or at its protocol's own. */
export interface AllowedHost {
  /** A name, or an IP address without brackets, as the URL standard writes it. */
  readonly host: string;
  readonly port: number | null;
}

export function allowedHost(name: string, text: string): AllowedHost {
  const refused = wrong(
    name,
    text,
    'ntfy.home.lan,10.0.0.7:8080',
    'hosts, with a port or without, separated by commas',
  );
  const [, given = '', port] = /^(\[[^\]]+\]|[^*:/?#@\s\\]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const url = URL.parse(`http://${given}/`);
  if (given === '' || url === null || url.hostname === '' || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535)
    throw refused;
  return {
    host: url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, ''),
    port: port === undefined ? null : Number(port),
  };
}

export function originOf(name: string, text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null') throw wrong(name, text, 'https://app.example.org', 'origins separated by commas');
  return origin;
}

export function url(
  name: string,
  text: string | undefined,
  protocols: readonly string[],
  example: string,
): string | null {
  if (text === undefined || text === '') return null;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
    throw wrong(name, text, example, `an address that starts with ${protocols.join(' or ')}`);
  return text.replace(/\/+$/, '');
}

export function flag(name: string, text: string | undefined, fallback: boolean): boolean {
  if (text === undefined || text === '') return fallback;
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw wrong(name, text, '1', '1 or 0');
}

export function wholeNumber(
  name: string,
  text: string,
  bounds: { readonly min: number; readonly max: number; readonly example: string },
): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < bounds.min || value > bounds.max)
    throw wrong(name, text, bounds.example, `a whole number from ${bounds.min} to ${bounds.max}`);
  return value;
}

export function oneOf<const Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw wrong(name, text, values[0] ?? '', `one of ${values.join(', ')}`);
  return found;
}

/** Never repeats the value of a secret: only names that are not secret come here with their value. */
export function wrong(name: string, value: string, example: string, hint: string): ConfigError {
  const shown = name === 'DATABASE_URL' || name === 'FACTS_STREAM' ? 'the given value' : JSON.stringify(value);
  return new ConfigError(`${name} cannot be ${shown}: ${hint}. Example: ${name}=${example}`);
}
