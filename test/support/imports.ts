import type { RouteName } from '../../contract/routes.ts';
import { pathOf } from '../../contract/routes.ts';
import type { ReplyOf } from '../../contract/schemas.ts';
import type { Client } from './client.ts';
import type { TestVendor } from './vendors.ts';
import { waitFor } from './wait-for.ts';

type Import = ReplyOf<'getImport'>;
type Rows = ReplyOf<'listImportRows'>;
const WAIT_MS_MAX = 900_000;
const AT_WORK = new Set(['checking', 'applying', 'undoing']);

/** One person who imports for one vendor. */
export class ImportDesk {
  readonly vendor_id: string;
  readonly location_id: string;
  readonly client: Client;

  constructor(client: Client, { vendor_id, location_id }: TestVendor) {
    this.client = client;
    this.vendor_id = vendor_id;
    this.location_id = location_id;
  }

  get params(): { readonly vendor_id: string } {
    return { vendor_id: this.vendor_id };
  }

  one(id: string): { readonly vendor_id: string; readonly id: string } {
    return { vendor_id: this.vendor_id, id };
  }

  async send(content: string | Buffer<ArrayBuffer>, file_name = 'stock.csv'): Promise<Import> {
    const response = await this.client.fetch(
      `${pathOf('uploadImport', this.params)}?file_name=${encodeURIComponent(file_name)}`,
      { method: 'POST', body: content, headers: { 'content-type': 'text/csv' } },
    );
    const body = (await response.json()) as { readonly data: Import };
    if (response.status !== 201) throw new Error(`upload answered ${response.status}: ${JSON.stringify(body)}`);
    return body.data;
  }

  async check(id: string): Promise<Import> {
    await this.client.do('checkImport', { params: this.one(id) });
    return this.rest(id);
  }

  async apply(id: string): Promise<Import> {
    await this.client.do('applyImport', { params: this.one(id) });
    return this.rest(id);
  }

  async undo(id: string): Promise<Import> {
    await this.client.do('undoImport', { params: this.one(id) });
    return this.rest(id);
  }

  /** All the way: sent, checked, applied. */
  async bring(content: string | Buffer<ArrayBuffer>): Promise<Import> {
    const { id } = await this.send(content);
    const checked = await this.check(id);
    if (checked.counts.rejected > 0)
      throw new Error(`rows were rejected: ${JSON.stringify((await this.rows(id, 'rejected')).slice(0, 3))}`);
    return this.apply(id);
  }

  /** Waits until no worker is at it. */
  async rest(id: string): Promise<Import> {
    const look = async (): Promise<Import | null> => {
      const now = await this.client.do('getImport', { params: this.one(id) });
      return AT_WORK.has(now.status) ? null : now;
    };
    return waitFor('the import to end', look, WAIT_MS_MAX);
  }

  rows(id: string, outcome?: Rows[number]['outcome']): Promise<Rows> {
    return this.client.do('listImportRows', { params: this.one(id), query: outcome === undefined ? {} : { outcome } });
  }

  /** By SKU. */
  listings(): Promise<ReplyOf<'listCollectibles'>> {
    return this.client.do('listCollectibles', { params: this.params, query: { sort: 'sku' } });
  }

  async text(name: RouteName, id = ''): Promise<string> {
    const response = await this.client.fetch(pathOf(name, this.one(id)));
    if (response.status !== 200) throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
    // What a client of text drops, a file keeps.
    return Buffer.from(await response.arrayBuffer()).toString();
  }
}

export function exported(desk: ImportDesk): Promise<string> {
  return desk.text('exportCollectibles');
}
