import type { OfferView, ProductView } from '../../../lib/queries/shop.ts';
import { Art } from '../art.tsx';

interface GalleryProps {
  readonly product: ProductView;
  readonly offer: OfferView | undefined;
  /** The one that is shown large; null for the product's own. */
  readonly photo: string | null;
  readonly onPhoto: (id: string | null) => void;
}

/** The piece, large; below it the vendor's photos of the copy that one would get. */
export function Gallery({ product, offer, photo, onPhoto }: GalleryProps) {
  const photos = offer?.photos ?? [];
  const shown = photos.find(({ id }) => id === photo) ?? (product.image_url === null ? photos[0] : undefined);
  const mark = [product.set_code?.toUpperCase(), product.collector_number].filter(Boolean).join(' ');
  return (
    <div className="gallery">
      <Art image_url={shown?.url ?? product.image_url} seed={product.slug} mark={mark || product.title} eager />
      {photos.length > 1 && (
        <ul className="gallery-photos" aria-label={`Photos by ${offer?.vendor.name}`}>
          {photos.map(({ id, thumb_url }, at) => (
            <li key={id}>
              <button
                type="button"
                aria-label={`Photo ${at + 1} of ${photos.length}`}
                aria-pressed={id === shown?.id}
                onClick={() => onPhoto(id)}
              >
                <img src={thumb_url} alt="" loading="lazy" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
