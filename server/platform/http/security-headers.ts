import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import type { Config } from '../../config.ts';
import { isSecure } from './session-cookie.ts';

const YEAR_S = 31_536_000;

/**
 * The security headers of every answer. They are the same for all, so helmet is asked once, at the start, and each
 * request copies what it said.
 */
export async function securityHeaders(config: Config): Promise<Readonly<Record<string, string>>> {
  const secure = isSecure(config);
  const asked = Fastify();
  await asked.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(config) },
    strictTransportSecurity: secure ? { maxAge: 2 * YEAR_S, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    frameguard: { action: 'deny' },
    // Only browsers long gone look for these.
    dnsPrefetchControl: false,
    ieNoOpen: false,
    permittedCrossDomainPolicies: false,
    xssFilter: false,
  });
  asked.get('/', async () => '');
  const { headers } = await asked.inject('/');
  await asked.close();
  const own = new Set(['content-length', 'content-type', 'date', 'connection']);
  const named = Object.entries(headers).filter(([name]) => !own.has(name));
  return Object.freeze({
    ...Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  });
}

/**
 * Scripts come from us alone and none stand in the page. Style attributes and sheets made by components at run time are
 * let through: they cannot call out, since images, fonts and connections are bound to us as well.
 */
export function contentSecurityPolicy(config: Config): Record<string, string[]> {
  const sockets = [config.public_url, ...config.allowed_origins].map((origin) => origin.replace(/^http/, 'ws'));
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'script-src-attr': ["'none'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...sockets],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(isSecure(config) ? { 'upgrade-insecure-requests': [] } : {}),
  };
}
