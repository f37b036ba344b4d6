import { Check, Copy, Terminal } from 'lucide-react';
import { useState } from 'react';
import { API_BASE } from '../../../../contract/endpoint.ts';
import { IconButton } from '../../ui/icon-button.tsx';

const COPIED_MS = 1600;

/** The program is the reader's to run, and everything on screen is there for their own programs too. */
export function HostingCard() {
  return (
    <section className="landing-card" aria-labelledby="landing-hosting">
      <header>
        <Terminal className="icon" aria-hidden="true" />
        <h2 id="landing-hosting">Yours to host</h2>
      </header>
      <p className="mb-2 text-muted">
        One command to run it, and a documented{' '}
        <a href="/docs" className="link">
          API
        </a>{' '}
        to build on it.
      </p>
      <div className="flex flex-col gap-2">
        <Snippet text="npm start" name="the command" />
        <Snippet text={`curl ${location.origin}${API_BASE}/stocks/AAPL`} name="the call" />
      </div>
    </section>
  );
}

function Snippet({ text, name }: { readonly text: string; readonly name: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  }
  return (
    <div className="flex items-center gap-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long line scrolls, by the keyboard as well */}
      <pre className="snippet min-w-0 grow" tabIndex={0}>
        {text}
      </pre>
      {/* Browsers give the clipboard to pages from https and from this machine only. */}
      {isSecureContext && (
        <IconButton label={copied ? 'Copied' : `Copy ${name}`} onClick={() => void copy()}>
          {copied ? (
            <Check className="icon text-ok" aria-hidden="true" />
          ) : (
            <Copy className="icon" aria-hidden="true" />
          )}
        </IconButton>
      )}
    </div>
  );
}
