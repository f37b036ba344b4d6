import { Clock, OctagonPause, Pause, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge, SimulatedBadge } from '../../ui/badge.tsx';
import { Delta, Price } from '../../ui/price.tsx';

interface State {
  readonly sign: ReactNode;
  readonly meaning: string;
}

const quoteStates: readonly State[] = [
  {
    sign: <Price value="177.82" decimals={2} flash="up" />,
    meaning: 'The price has just moved up. The tint goes after half a second; Settings can leave it out.',
  },
  {
    sign: <Delta value="0.86" />,
    meaning: 'Change since the previous close. The arrow and the sign say it without colour.',
  },
  {
    sign: (
      <Badge>
        <Clock aria-hidden="true" />
        as of 14:03:22
      </Badge>
    ),
    meaning: 'No newer price has come though one should have. The number is muted; the time is that of the last one.',
  },
  { sign: <Badge>Closed</Badge>, meaning: 'The exchange is closed. The price is the last of the session, and right.' },
  {
    sign: <Badge>Out of stock</Badge>,
    meaning: 'A collectible that nobody has on sale. The price is the last that was asked.',
  },
  {
    sign: (
      <Badge tone="warn">
        <OctagonPause aria-hidden="true" />
        Halted
      </Badge>
    ),
    meaning: 'The exchange has stopped trading in this one. It goes on when the exchange says so.',
  },
  { sign: <Badge tone="line">15m</Badge>, meaning: 'The source is late by agreement, by so many minutes.' },
  { sign: <SimulatedBadge />, meaning: 'A made-up price; see below.' },
  { sign: <span className="text-muted">—</span>, meaning: 'Not known. It is never shown as zero.' },
];

const connectionStates: readonly State[] = [
  {
    sign: (
      <>
        <span className="dot pill-live" />
        Live
      </>
    ),
    meaning: 'Prices come by themselves, at most as often as the pill says.',
  },
  {
    sign: (
      <>
        <span className="spinner text-warn" aria-hidden="true" />
        Reconnecting
      </>
    ),
    meaning: 'The connection was lost; the next attempt is counted down. After 15 seconds prices are shown as late.',
  },
  {
    sign: (
      <>
        <WifiOff className="icon-small" aria-hidden="true" />
        Offline
      </>
    ),
    meaning: 'There is no network. The last prices stay, with their time.',
  },
  {
    sign: (
      <>
        <Pause className="icon-small" aria-hidden="true" />
        Paused
      </>
    ),
    meaning: 'You have stopped the movement. Press the pill, or p, to go on.',
  },
];

export function QuoteStates() {
  return <StateList states={quoteStates} />;
}

export function ConnectionStates() {
  return <StateList states={connectionStates} pill />;
}

function StateList({ states, pill = false }: { readonly states: readonly State[]; readonly pill?: boolean }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[140px_minmax(0,1fr)]">
      {states.map((state) => (
        <div key={state.meaning} className="contents">
          <dt className="max-sm:mt-2">{pill ? <span className="pill">{state.sign}</span> : state.sign}</dt>
          <dd className="max-w-[64ch] self-center text-muted">{state.meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
