const HEAD = 40;
const FONT = '"Inter Variable", Inter, system-ui, sans-serif';

export interface PictureWords {
  readonly title: string;
  /** Where the prices come from: stands on the picture, for it leaves the page that says so. */
  readonly note: string;
}

/** The chart under a line that says what it is; a picture goes where the page does not. */
export function titledPicture(
  chart: HTMLCanvasElement,
  words: PictureWords,
  colours: { readonly bg: string; readonly text: string; readonly flat: string },
): HTMLCanvasElement {
  const ratio = devicePixelRatio || 1;
  const head = Math.round(HEAD * ratio);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: chart.width, height: chart.height + head });
  const context = canvas.getContext('2d');
  if (!context) return chart;
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, 0, head);
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  context.font = `600 14px ${FONT}`;
  context.fillStyle = colours.text;
  context.fillText(words.title, 16, HEAD / 2);
  context.font = `400 12px ${FONT}`;
  context.fillStyle = colours.flat;
  context.textAlign = 'right';
  context.fillText(words.note, canvas.width / ratio - 16, HEAD / 2);
  return canvas;
}

/** Hands a canvas to the browser as a file. */
export function saveCanvas(canvas: HTMLCanvasElement, name: string): void {
  canvas.toBlob((blob) => {
    if (!blob) return;
    const address = URL.createObjectURL(blob);
    const link = document.createElement('a');
    Object.assign(link, { href: address, download: name });
    link.click();
    // The download holds the content by itself once it has begun.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }, 'image/png');
}
