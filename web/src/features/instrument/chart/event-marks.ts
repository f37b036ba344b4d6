import type { IPanePrimitive, IPrimitivePaneRenderer, PaneAttachedParameter, UTCTimestamp } from 'lightweight-charts';
import type { BarEvent } from '../events.ts';
import type { ChartScene } from './chart-scene.ts';

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];
type Context = CanvasRenderingContext2D;

const FONT = '500 12px "Inter Variable", Inter, system-ui, sans-serif';
const LABEL_HEIGHT = 20;

/** Splits as a dashed line with a label at its foot, dividends as a small D. The table says the same in words. */
export class EventMarks implements IPanePrimitive {
  #chart: PaneAttachedParameter['chart'] | null = null;
  #scene: ChartScene | null = null;
  #redraw: () => void = () => undefined;
  readonly #views = [
    { zOrder: () => 'top' as const, renderer: () => ({ draw: (target: Target) => this.#draw(target) }) },
  ];

  attached({ chart, requestUpdate }: PaneAttachedParameter): void {
    this.#chart = chart;
    this.#redraw = requestUpdate;
  }

  detached(): void {
    this.#chart = null;
  }

  paneViews() {
    return this.#views;
  }

  show(scene: ChartScene): void {
    this.#scene = scene;
    this.#redraw();
  }

  #draw(target: Target): void {
    const [chart, scene] = [this.#chart, this.#scene];
    if (!chart || !scene || scene.events.length === 0) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      for (const event of scene.events) {
        const time = scene.times[event.at];
        const x = time === undefined ? null : chart.timeScale().timeToCoordinate(time as UTCTimestamp);
        if (x === null || x < 0 || x > mediaSize.width) continue;
        if (event.kind === 'split') drawSplit(context, event, scene, { x, ...mediaSize });
        else drawDividend(context, scene, { x, ...mediaSize });
      }
    });
  }
}

interface Place {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

function drawSplit(context: Context, { label }: BarEvent, { ink }: ChartScene, { x, width, height }: Place): void {
  context.save();
  context.strokeStyle = ink.control;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, 0);
  context.lineTo(Math.round(x) + 0.5, height);
  context.stroke();
  context.setLineDash([]);
  context.font = FONT;
  const label_width = context.measureText(label).width + 12;
  const left = Math.min(width - label_width - 2, Math.max(2, x - label_width / 2));
  const top = height - LABEL_HEIGHT - 6;
  context.beginPath();
  context.roundRect(Math.round(left) + 0.5, top + 0.5, Math.round(label_width), LABEL_HEIGHT, 4);
  context.fillStyle = ink.bg;
  context.fill();
  context.stroke();
  context.fillStyle = ink.text;
  context.textBaseline = 'middle';
  context.fillText(label, left + 6, top + LABEL_HEIGHT / 2 + 1);
  context.restore();
}

function drawDividend(context: Context, { ink }: ChartScene, { x, height }: Place): void {
  context.save();
  context.beginPath();
  context.arc(x, height - 14, 8, 0, Math.PI * 2);
  context.fillStyle = ink.bg;
  context.fill();
  context.strokeStyle = ink.control;
  context.stroke();
  context.font = FONT;
  context.fillStyle = ink.text;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText('D', x, height - 13.5);
  context.restore();
}
