import { call } from '../../../lib/api.ts';

/**
 * Push in this browser. The browser holds a subscription; the server knows it under an id, which is kept here beside the
 * subscription's address, so that this browser finds itself in the list.
 */

const KEY = 'omni-stock.push';
const WORKER = '/push-worker.js';

/**
 * `unsupported`: this browser has no push. `install`: it has once the app stands on the home screen (iOS). `denied`: the
 * person said no to this site. `off` and `on`: `on` names the id under which the server knows this browser.
 */
export type PushState =
  | { readonly state: 'unsupported' | 'install' | 'denied' | 'off' }
  | { readonly state: 'on'; readonly id: string };

/** How push stands in this browser; nothing is asked. */
export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('Notification' in globalThis)) return { state: installable() };
  if (!('PushManager' in globalThis)) return { state: installable() };
  if (Notification.permission === 'denied') return { state: 'denied' };
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  const kept = read();
  if (!subscription || kept?.endpoint !== subscription.endpoint) return { state: 'off' };
  return { state: 'on', id: kept.id };
}

/**
 * Asks for permission and tells the server where this browser is reached. Call it from a press only.
 * @throws DOMException where the browser refuses; ApiError where the server does.
 */
export async function turnPushOn(): Promise<PushState> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return { state: permission === 'denied' ? 'denied' : 'off' };
  const { public_key } = (await call('getPushKey')).data;
  await navigator.serviceWorker.register(WORKER, { scope: '/' });
  const registration = await navigator.serviceWorker.ready;
  const subscription = await subscribe(registration.pushManager, public_key);
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys ?? {};
  const { data } = await call('addPushSubscription', { body: { endpoint: endpoint ?? '', keys: { p256dh, auth } } });
  write({ endpoint: subscription.endpoint, id: data.id });
  return { state: 'on', id: data.id };
}

/** Ends push in this browser, here and on the server. */
export async function turnPushOff(): Promise<void> {
  const kept = read();
  const registration = await navigator.serviceWorker?.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  if (kept !== null) await call('removePushSubscription', { params: { id: kept.id } });
  write(null);
  await subscription?.unsubscribe();
}

/** A subscription made with another key of the server's is of no use: it is made anew. */
async function subscribe(manager: PushManager, applicationServerKey: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await manager.subscribe(options);
  } catch (error) {
    const held = await manager.getSubscription();
    if (held === null) throw error;
    await held.unsubscribe();
    return manager.subscribe(options);
  }
}

function installable(): 'install' | 'unsupported' {
  return /\b(?:iPhone|iPad|iPod)\b/.test(navigator.userAgent) ? 'install' : 'unsupported';
}

function read(): { readonly endpoint: string; readonly id: string } | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('endpoint' in kept) || !('id' in kept)) return null;
    const { endpoint, id } = kept;
    return typeof endpoint === 'string' && typeof id === 'string' ? { endpoint, id } : null;
  } catch {
    return null;
  }
}

function write(kept: { readonly endpoint: string; readonly id: string } | null): void {
  try {
    if (kept === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage is full or blocked: push works, but this browser is not told apart in the list.
  }
}
