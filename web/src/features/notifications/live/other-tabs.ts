/** Tabs of one browser tell each other that something was read; other devices find out when they look. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('omni-stock.read');

/** Tells the other tabs that something was marked as read or unread here. */
export function tellOtherTabs(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
  channel?.postMessage('read');
}

/** Calls `listener` when something was marked as read or unread in another tab; returns the way to stop. */
export function onReadElsewhere(listener: () => void): () => void {
  channel?.addEventListener('message', listener);
  return () => channel?.removeEventListener('message', listener);
}
