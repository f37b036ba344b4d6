import { Lightbulb, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { FINGERS, useMedia } from '../../app/use-media.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { dropHints, type Hint, hints, nextHint, useHint } from './hints.ts';

const sentences: Record<Hint, ReactNode> = {
  search: (
    <>
      Find anything by name or ticker, typos and all: press <KeyHint keys={['/']} />.
    </>
  ),
  add: (
    <>
      Press <KeyHint keys={['a']} /> to add symbols to this list; Enter adds one and stays for the next.
    </>
  ),
  palette: (
    <>
      <KeyHint keys={['Mod', 'K']} /> does everything from the keyboard: symbols, lists and commands.
    </>
  ),
};

const touchSentences: Record<Hint, string> = {
  search: 'Find anything by name or ticker, typos and all: tap Search.',
  add: 'Tap + to add symbols to this list.',
  palette: 'Tap a row for its day, your note and your marks.',
};

/** Three hints for the first visit, one at a time and never in the way; nothing once they were seen. */
export function FirstHints() {
  const hint = useHint();
  const has_keys = !useMedia(FINGERS);
  if (hint === null) return null;
  const is_last = hint === hints.at(-1);
  return (
    <aside
      aria-label="Hint"
      className="flex min-h-10 flex-none items-center gap-x-3 border-b border-hairline bg-surface px-4 py-1"
    >
      <Lightbulb className="icon text-accent" aria-hidden="true" />
      <p className="min-w-0 grow">{has_keys ? sentences[hint] : touchSentences[hint]}</p>
      <span className="text-12 text-muted max-md:hidden">
        {hints.indexOf(hint) + 1} of {hints.length}
      </span>
      <Button size="small" onClick={nextHint}>
        {is_last ? 'Done' : 'Next'}
      </Button>
      <IconButton label="Hide hints" small onClick={dropHints}>
        <X className="icon-small" aria-hidden="true" />
      </IconButton>
    </aside>
  );
}
