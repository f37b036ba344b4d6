import assert from 'node:assert/strict';
import type { Platform } from '../../platform/platform.ts';
import { type AccessKey, accessKey } from './access-token.ts';
import { readSigningKeys } from './selectors/read-signing-keys.ts';
import { ensureSigningKey } from './services/rotate-signing-keys.ts';
import { openPrivateKey, SEALING_PURPOSE } from './signing-key.ts';
import { signingKeysChanged } from './signals.ts';

/**
 * The installation's signing keys, in memory. Every live key verifies; the newest signs, but only once it has been
 * public for a minute, so that no process meets a token of a key it has not read yet. A `kid` that is not here is not
 * looked for anywhere else.
 */
export interface KeySet {
  signing(): Promise<AccessKey>;
  verifying(kid: string): Promise<AccessKey | null>;
  /** Stops listening. */
  close(): void;
}

const PUBLISHED_MS = 60_000;

interface LoadedKey {
  readonly kid: string;
  readonly created_at_ms: number;
  readonly key: AccessKey;
}

export function createKeySet(platform: Platform): KeySet {
  const { config, secrets, signals, clock } = platform;
  let loaded: Promise<readonly LoadedKey[]> | null = null;
  const forget = (): void => {
    loaded = null;
  };
  const stops = [signals.on(signingKeysChanged, forget), signals.onGap(forget)];

  async function load(): Promise<readonly LoadedKey[]> {
    await ensureSigningKey(platform);
    const rows = await readSigningKeys(platform);
    const sealing = secrets.derive(SEALING_PURPOSE);
    return rows.map((row) => {
      const { kid, public_key, created_at } = row;
      const pair = { kid, public_key, private_key: openPrivateKey(sealing, row) };
      return { kid, created_at_ms: created_at.getTime(), key: accessKey(pair, config.public_url) };
    });
  }

  /** Newest first. A failed load is tried again by the next caller. */
  async function keys(): Promise<readonly LoadedKey[]> {
    const loading = (loaded ??= load());
    try {
      return await loading;
    } catch (error) {
      if (loaded === loading) loaded = null;
      throw error;
    }
  }

  return {
    async signing() {
      const known = await keys();
      const newest = known.find((key) => key.created_at_ms <= clock.ms() - PUBLISHED_MS) ?? known.at(-1);
      assert(newest, 'an installation has a signing key');
      return newest.key;
    },
    async verifying(kid) {
      return (await keys()).find((key) => key.kid === kid)?.key ?? null;
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}
