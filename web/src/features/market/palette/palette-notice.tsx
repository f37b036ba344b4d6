import { SearchX } from 'lucide-react';
import type { PaletteMode } from '../../../app/palette-state.ts';
import { messageOf } from '../../../lib/problems.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import type { Entry, usePalette } from './use-palette.ts';

interface NoticeProps {
  readonly search: ReturnType<typeof usePalette>['search'];
  readonly words: string;
  readonly empty: boolean;
}

/** What there is to say besides results: loading, an error, no match. */
export function PaletteNotice({ search, words, empty }: NoticeProps) {
  const waited = useWaited(search.isPending);
  if (search.isError) {
    return (
      <Banner
        tone="danger"
        action={
          <Button size="small" onClick={() => void search.refetch()}>
            Try again
          </Button>
        }
      >
        {messageOf(search.error)}
      </Banner>
    );
  }
  if (waited) {
    return (
      <div className="flex flex-col gap-5 p-4" aria-busy="true">
        {[220, 180, 260, 200].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    );
  }
  if (!empty || search.isPending || search.isFetching || words === '') return null;
  return (
    <EmptyState icon={<SearchX className="icon" aria-hidden="true" />} title={`No match for “${words}”`}>
      Try the ticker, or the beginning of the name. One wrong letter is fine.
    </EmptyState>
  );
}

interface FootProps {
  readonly mode: PaletteMode;
  readonly list: string | undefined;
  readonly active: Entry | undefined;
}

/** The keys that help here. */
export function PaletteFoot({ mode, list, active }: FootProps) {
  const enter = active?.kind === 'stock' ? (mode === 'add' ? `add to ${list ?? 'the list'}` : 'open') : 'run';
  return (
    <div className="palette-foot">
      <KeyHint keys={['↑', '↓']}>move</KeyHint>
      <KeyHint keys={['Enter']}>{enter}</KeyHint>
      {mode === 'all' && active?.kind === 'stock' && active.add && (
        <KeyHint keys={['Shift', 'Enter']}>add to {list ?? 'the list'}</KeyHint>
      )}
      <span className="ml-auto truncate max-md:hidden">
        {mode === 'add' ? (
          'Enter adds and stays for the next'
        ) : (
          <>
            Try <b>apple</b>, <b>alert sym &gt; price</b>, <b>note sym text</b>
          </>
        )}
      </span>
    </div>
  );
}
