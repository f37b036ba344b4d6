/** One step nearer; its inverse is one step back. */
export const ZOOM_IN = 0.8;
