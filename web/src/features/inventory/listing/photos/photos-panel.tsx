import { ArrowLeft, ArrowRight, Camera, ImagePlus, Link2, Trash2 } from 'lucide-react';
import { type DragEvent, useEffect, useEffectEvent, useState } from 'react';
import type { Listing, Photo } from '../../../../lib/queries/inventory-listing.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { PhotoInput } from './photo-input.tsx';
import { UrlDialog } from './url-dialog.tsx';
import { usePhotos } from './use-photos.ts';

/** The pictures of a listing: the first is the one in lists. Files come by button, by drop and by paste. */
export function PhotosPanel({ listing }: { readonly listing: Listing }) {
  const { can } = useVendor();
  const photos = usePhotos(listing);
  const [shown, setShown] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const may = can('addPhoto');
  usePaste((files) => may && void photos.add(files));
  const big = listing.photos.find(({ id }) => id === shown) ?? listing.photos[0];
  const number = big ? listing.photos.indexOf(big) + 1 : 0;
  const dropping = useDrop(may, (files) => void photos.add(files));
  return (
    <section className="listing-photos" aria-label="Photos" {...dropping}>
      <div className="listing-photo">
        {big ? (
          <img
            src={big.url}
            width={big.width}
            height={big.height}
            alt={`${listing.title}, ${number} of ${listing.photos.length}`}
          />
        ) : (
          <span className="text-muted">{may ? 'Drop or paste a photo here' : 'No photo'}</span>
        )}
      </div>
      <ol className="listing-thumbs">
        {listing.photos.map((photo, place) => (
          <li key={photo.id}>
            <button
              type="button"
              className="listing-thumb"
              aria-label={`Show photo ${place + 1}`}
              aria-pressed={photo === big}
              onClick={() => setShown(photo.id)}
            >
              <img src={photo.thumb_url} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ol>
      {may && (
        <PhotoTools listing={listing} big={big} photos={photos} onShow={setShown} onAsk={() => setAsking(true)} />
      )}
      {photos.problem !== null && (
        <p role="alert" className="text-danger">
          {photos.problem}
        </p>
      )}
      {asking && <UrlDialog photos={photos} onClose={() => setAsking(false)} />}
    </section>
  );
}

interface PhotoToolsProps {
  readonly listing: Listing;
  /** The one that is shown large. */
  readonly big: Photo | undefined;
  readonly photos: ReturnType<typeof usePhotos>;
  readonly onShow: (id: string) => void;
  readonly onAsk: () => void;
}

function PhotoTools({ listing, big, photos, onShow, onAsk }: PhotoToolsProps) {
  return (
    <div className="flex flex-wrap items-center gap-1">
      <PhotoInput label="Add photos" busy={photos.busy} onFiles={(files) => void photos.add(files)}>
        <ImagePlus className="icon" aria-hidden="true" />
      </PhotoInput>
      <PhotoInput label="Take a photo" camera busy={photos.busy} onFiles={(files) => void photos.add(files)}>
        <Camera className="icon" aria-hidden="true" />
      </PhotoInput>
      <IconButton label="Add by address" onClick={onAsk}>
        <Link2 className="icon" aria-hidden="true" />
      </IconButton>
      {big && <PhotoSteps listing={listing} photo={big} photos={photos} onShow={onShow} />}
    </div>
  );
}

interface PhotoStepsProps {
  readonly listing: Listing;
  readonly photo: Photo;
  readonly photos: ReturnType<typeof usePhotos>;
  readonly onShow: (id: string) => void;
}

/** What is done with the photo that is shown. */
function PhotoSteps({ listing, photo, photos, onShow }: PhotoStepsProps) {
  const place = listing.photos.indexOf(photo);
  const ids = listing.photos.map(({ id }) => id);
  const move = (to: number) => {
    const order = ids.filter((id) => id !== photo.id);
    order.splice(to, 0, photo.id);
    onShow(photo.id);
    void photos.order(order);
  };
  return (
    <>
      <span className="grow" />
      {ids.length > 1 && (
        <>
          <IconButton label="Move earlier" disabled={photos.busy || place === 0} onClick={() => move(place - 1)}>
            <ArrowLeft className="icon" aria-hidden="true" />
          </IconButton>
          <IconButton
            label="Move later"
            disabled={photos.busy || place === ids.length - 1}
            onClick={() => move(place + 1)}
          >
            <ArrowRight className="icon" aria-hidden="true" />
          </IconButton>
        </>
      )}
      <IconButton
        label={`Remove photo ${place + 1}`}
        disabled={photos.busy}
        onClick={() => void photos.remove(photo.id)}
      >
        <Trash2 className="icon" aria-hidden="true" />
      </IconButton>
    </>
  );
}

/** Files that are dropped on the photos. */
function useDrop(may: boolean, take: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  if (!may) return {};
  return {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take([...event.dataTransfer.files]);
    },
  };
}

/** Pictures that are pasted anywhere on the page. */
function usePaste(take: (files: readonly File[]) => void): void {
  const paste = useEffectEvent(take);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      paste(files);
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, []);
}
