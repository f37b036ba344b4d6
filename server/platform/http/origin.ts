import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../config.ts';
import { guestCookieName, sessionCookieName } from './session-cookie.ts';

/**
 * Which pages may call us with the browser's cookies. Cookies are sent by the browser whoever wrote the page, so a call
 * that changes something must come from a page of ours: the browser says so in Origin or Sec-Fetch-Site, which pages
 * cannot set. Calls with a bearer token carry no cookie and are not asked.
 */
export interface OriginRules {
  /** True when a changing call without a bearer token has to be refused. */
  refuses(headers: IncomingHttpHeaders): boolean;
  /** The origin to name in Access-Control-Allow-Origin: on the list, and not ourselves. */
  allowedFor(origin: string): string | null;
}

export function originRules(config: Config): OriginRules {
  const listed = new Set([new URL(config.public_url).origin, ...config.allowed_origins]);
  const ours = [`${sessionCookieName(config)}=`, `${guestCookieName(config)}=`];
  return {
    refuses(headers) {
      if (headers.origin !== undefined) return !listed.has(headers.origin) && !isOwn(headers.origin, headers.host);
      const site = headers['sec-fetch-site'];
      if (site !== undefined) return site !== 'same-origin' && site !== 'none';
      // No browser of today: harmless without our cookies, and not told apart from an old browser with it.
      return ours.some((name) => headers.cookie?.includes(name) ?? false);
    },
    allowedFor: (origin) => (listed.has(origin) ? origin : null),
  };
}

/** The page was loaded from the very host it calls: how people reach us by address, without PUBLIC_URL. */
function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
