/** Paints edges on a canvas that the page has handed over. */
import { type EdgesJob, paintEdges } from "./edges";

let context: OffscreenCanvasRenderingContext2D | null = null;
let canvas: OffscreenCanvas | null = null;
let newest: EdgesJob | null = null;

self.onmessage = (event: MessageEvent<{ canvas?: OffscreenCanvas; job?: EdgesJob }>) => {
  if (event.data.canvas) {
    canvas = event.data.canvas;
    context = canvas.getContext("2d");
  }
  if (!event.data.job) return;
  // Of several jobs that came while one was painted, only the newest is painted.
  if (newest === null) setTimeout(paintNewest, 0);
  newest = event.data.job;
};

function paintNewest(): void {
  const job = newest;
  newest = null;
  if (!job || !canvas || !context) return;
  const [width, height] = [Math.round(job.width * job.scale), Math.round(job.height * job.scale)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  paintEdges(context, job);
}
