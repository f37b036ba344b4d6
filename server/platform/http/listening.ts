import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { ConfigError } from '../../config.ts';

/** Requests under way when draining begins may take this long; Kubernetes kills after 30 s. */
const DRAIN_MS_MAX = 15_000;
const POLL_MS = 20;

/** @throws ConfigError when the port is taken or not ours to take. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new ConfigError(`PORT ${port} is taken by another program. Choose another one. Example: PORT=${port + 1}`);
    if (code === 'EACCES')
      throw new ConfigError(`PORT ${port} may not be used by this account. Choose one above 1023. Example: PORT=3000`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigError(`HOST ${host} is not an address of this computer. Example: HOST=127.0.0.1`);
    throw error;
  }
}

/** Address of a listening server that people can open. */
export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = ['0.0.0.0', '::', ''].includes(host) ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Tells the connections that left HTTP for WebSocket: they have an owner, who ends them. */
export function upgradedSockets(server: Server): { readonly size: number } {
  const sockets = new Set<object>();
  server.on('upgrade', (_, socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

/**
 * Lets balancers notice for `grace_ms`, stops listening, and resolves when every request under way is answered; what
 * takes longer than DRAIN_MS_MAX is cut. WebSockets are left to their owner.
 */
export async function finish(
  app: FastifyInstance,
  upgraded: { readonly size: number },
  grace_ms: number,
): Promise<void> {
  const { server } = app;
  if (!server.listening) return;
  await pause(grace_ms);
  // Resolves when the last WebSocket is gone as well, which is not ours to wait for.
  void app.close();
  const end = performance.now() + DRAIN_MS_MAX;
  do {
    await pause(POLL_MS);
    server.closeIdleConnections();
  } while ((await connectionsOf(server)) > upgraded.size && performance.now() < end);
  server.closeAllConnections();
}

async function connectionsOf(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  return promise;
}
