import { Client } from 'pg';
import { APPLICATION_NAME } from '../open.ts';

/** Runs `work` on a connection of its own, without the time limits that hold for requests. */
export async function withMaintenanceClient<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url, application_name: `${APPLICATION_NAME} backup`, keepAlive: true });
  let broken: Error | null = null;
  client.on('error', (error) => {
    broken = error;
  });
  await client.connect();
  try {
    return await work(client);
  } catch (error) {
    throw broken ?? error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
