import { Skeleton, useWaited } from './skeleton.tsx';

const ROWS = [96, 140, 118, 160, 104, 132, 90, 150];

/** Rows of the height of those to come, once loading has taken a moment. */
export function LoadingRows({ label }: { readonly label: string }) {
  const waited = useWaited(true);
  return (
    <div className="grow" aria-busy="true">
      <output className="unseen">{label}</output>
      {waited &&
        ROWS.map((width) => (
          <div
            key={width}
            className="flex items-center gap-4 border-b border-hairline px-4"
            style={{ height: 'var(--row)' }}
          >
            <Skeleton width={48} />
            <Skeleton width={width} />
            <span className="grow" />
            <Skeleton width={72} />
            <Skeleton width={64} />
          </div>
        ))}
    </div>
  );
}
