import { useLineHead } from '../market/use-line-head.ts';

/** Column heads of a table of prices for who is not signed in. */
export function BoardColumns() {
  const line_head = useLineHead();
  return (
    <thead>
      <tr>
        <th scope="col">Symbol</th>
        <th scope="col" className="w-22">
          {line_head}
        </th>
        <th scope="col" className="number w-28">
          Price
        </th>
        <th scope="col" className="number w-24">
          Chg %
        </th>
        <th scope="col" className="w-28">
          Day range
        </th>
        <th scope="col" className="number w-22">
          Volume
        </th>
      </tr>
    </thead>
  );
}
