import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Pictures for tests; one colour on the left, another on the right, so that one sees how it was turned. */
export interface PictureOptions {
  readonly width?: number;
  readonly height?: number;
  readonly as?: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';
  /** As a camera notes it: 6 is a quarter turn to the right. */
  readonly orientation?: number;
  readonly note?: string;
}

export async function picture(options: PictureOptions = {}): Promise<Buffer> {
  const { width = 40, height = 20, as = 'jpeg', orientation, note } = options;
  const half = { width: Math.floor(width / 2), height, channels: 3 as const, background: '#c81e1e' };
  const base = sharp({ create: { width, height, channels: 3, background: '#1e3cc8' } });
  const both = base.composite([{ input: await sharp({ create: half }).png().toBuffer(), left: 0, top: 0 }]);
  const noted =
    orientation === undefined && note === undefined ? both : both.withExif({ IFD0: { Artist: note ?? '' } });
  const turned = orientation === undefined ? noted : noted.withMetadata({ orientation });
  return turned.toFormat(as).toBuffer();
}

/** A whole PNG of black and white pixels, a thousandth of the size it unpacks to. */
export function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(1, 8); // one bit a pixel
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
