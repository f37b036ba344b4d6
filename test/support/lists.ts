import type { ReplyOf } from '../../contract/schemas.ts';
import type { Client } from './client.ts';

type List = ReplyOf<'getWatchlist'>;

export function symbolsOf(list: List): string[] {
  return list.items.map((item) => item.symbol);
}

export async function makeList(person: Client, name: string, symbols: string[] = []): Promise<List> {
  return person.do('createWatchlist', { body: { name, symbols } });
}

export async function readList(person: Client, list: { readonly id: string }): Promise<List> {
  return person.do('getWatchlist', { params: { id: list.id } });
}
