import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { KeyMap } from '../../app/keyboard/keyboard-dialog.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { ConnectionStates, QuoteStates } from './states.tsx';

/** What things mean here, and every key. */
export function HelpPage() {
  useTitle('Help');
  return (
    <div className="page max-w-[920px]">
      <h1 className="mb-2">Help</h1>
      <p className="max-w-[64ch] text-14 text-muted">
        Find anything with <KeyHint keys={['/']} />, add it to a list with <KeyHint keys={['a']} />, and watch it move.
        The rest is below.
      </p>
      <Part id="prices" title="What a price tells">
        <QuoteStates />
      </Part>
      <Part id="connection" title="How prices reach you">
        <ConnectionStates />
      </Part>
      <Part id="simulated" title="Simulated prices">
        <p className="max-w-[64ch]">
          Wherever “Simulated” stands, the names are real and the prices are made up: they follow a seeded random walk,
          so that everything can be tried without a market’s licence. Do not trade on them. Whoever runs this server
          chooses where prices come from; each price carries its source.
        </p>
      </Part>
      <Part id="keys" title="Keyboard">
        <p className="mb-4 max-w-[64ch] text-muted">
          Single keys rest while you type in a field, and can be switched off in{' '}
          <Link to="/settings" className="link">
            Settings
          </Link>
          .
        </p>
        <KeyMap />
      </Part>
      <Part id="programs" title="For programs">
        <ProgramLinks />
      </Part>
    </div>
  );
}

function ProgramLinks() {
  return (
    <ul className="flex flex-col gap-2">
      <li>
        <a href="/docs" className="link">
          The API
        </a>
        : everything on screen, over HTTP, with examples.
      </li>
      <li>
        <a href="/docs/socket" className="link">
          The live protocol
        </a>
        : prices over a WebSocket, described for machines in{' '}
        <a href="/asyncapi.json" className="link">
          AsyncAPI
        </a>
        .
      </li>
      <li>
        <a href="/docs/errors" className="link">
          Errors
        </a>
        : what each one means and what to do about it.
      </li>
    </ul>
  );
}

function Part({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-10 border-t border-hairline pt-6">
      <h2 id={id} className="mb-4">
        {title}
      </h2>
      {children}
    </section>
  );
}
