import type { Config } from '../../config.ts';

/** True when people reach us over https: cookies are then Secure and carry the `__Host-` prefix. */
export function isSecure(config: Config): boolean {
  return config.public_url.startsWith('https:');
}

/** Name of the cookie by which a guest's basket and orders are found. */
export function guestCookieName(config: Config): string {
  return isSecure(config) ? '__Host-omni_guest' : 'omni_guest';
}

/** Name of the browser session's cookie. `__Host-` binds it to this host and to https, where there is https. */
export function sessionCookieName(config: Config): string {
  return isSecure(config) ? '__Host-omni_session' : 'omni_session';
}
