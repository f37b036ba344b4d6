import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Pencil, Power, Wrench } from 'lucide-react';
import { call } from '../../lib/api.ts';
import { formatPrice } from '../../lib/format/number.ts';
import { messageOf } from '../../lib/problems.ts';
import { adminStockQuery, type Stock } from '../../lib/queries/admin.ts';
import { Badge } from '../../ui/badge.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { notify, notifyError } from '../../ui/toast.tsx';
import { kindOptions } from './instrument-kinds.ts';

interface InstrumentRowProps {
  readonly stock: Stock;
  readonly onEdit: () => void;
  readonly onCorrect: () => void;
}

/** One instrument with what can be done about it. */
export function InstrumentRow({ stock, onEdit, onCorrect }: InstrumentRowProps) {
  const { symbol, name, kind, exchange, currency, status, price_decimals, quote } = stock;
  const corrected = quote?.source.endsWith(' (corrected)') ?? false;
  return (
    <tr>
      <th scope="row">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold">{symbol}</span>
          <span className="md:hidden">{status === 'inactive' && <Badge>Not traded</Badge>}</span>
        </span>
        <span className="block text-12 text-muted">{name}</span>
      </th>
      <td className="max-md:hidden">{kindOptions.find(({ value }) => value === kind)?.label ?? kind}</td>
      <td className="max-md:hidden">{exchange ?? '—'}</td>
      <td className="number">
        {quote === null ? '—' : formatPrice(quote.price, price_decimals)}{' '}
        <span className="text-12 text-muted">{currency}</span>
        {corrected && <span className="block text-12 text-warn">corrected</span>}
      </td>
      <td className="pl-6! max-md:hidden">
        {status === 'active' ? <Badge tone="ok">Active</Badge> : <Badge>Not traded</Badge>}
      </td>
      <td>
        <InstrumentMenu stock={stock} onEdit={onEdit} onCorrect={onCorrect} />
      </td>
    </tr>
  );
}

function InstrumentMenu({ stock, onEdit, onCorrect }: InstrumentRowProps) {
  const { symbol, status, quote } = stock;
  const queryClient = useQueryClient();
  const turn = useMutation({
    async mutationFn(next: 'active' | 'inactive') {
      const { changed_at } = await queryClient.fetchQuery(adminStockQuery(symbol));
      return call('updateStock', { params: { symbol }, body: { seen_at: changed_at, status: next } });
    },
    onSuccess: ({ data }) => notify(data.status === 'active' ? `${symbol} is traded again.` : `${symbol} is retired.`),
    onError: (error) => notifyError('Nothing was changed', messageOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['admin', 'stocks'] }),
  });
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="icon-button" aria-label={`Actions for ${symbol}`}>
          <Ellipsis className="icon" aria-hidden="true" />
        </button>
      }
    >
      <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={onEdit}>
        Edit or rename
      </MenuItem>
      <MenuItem icon={<Wrench aria-hidden="true" />} disabled={quote === null} onSelect={onCorrect}>
        Correct the price
      </MenuItem>
      <MenuItem
        icon={<Power aria-hidden="true" />}
        disabled={turn.isPending}
        onSelect={() => turn.mutate(status === 'active' ? 'inactive' : 'active')}
      >
        {status === 'active' ? 'Deactivate' : 'Activate'}
      </MenuItem>
    </Menu>
  );
}
