// Shows pushed notifications and opens what they are about. It keeps nothing and answers no requests: pages and the API
// are loaded as if it were not there.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const { title = 'Omni-Stock', body = '', link = '/notifications', tag, at } = readPush(event.data);
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag,
      timestamp: at === undefined ? undefined : Date.parse(at),
      icon: '/icon-192.png',
      badge: '/icon-192.png',
      data: { link },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(innerAddress(event.notification.data?.link)));
});

function readPush(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** A page of this app, and nothing else. */
function innerAddress(link) {
  return typeof link === 'string' && /^\/(?![/\\])[^\t\r\n]*$/.test(link) ? link : '/notifications';
}

/** In a window that is open already, or in a new one. */
async function open(address) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [first] = windows;
  if (first === undefined) return self.clients.openWindow(address);
  try {
    await first.focus();
    return await first.navigate(address);
  } catch {
    // A window that this worker does not control stays where it is.
    return self.clients.openWindow(address);
  }
}
