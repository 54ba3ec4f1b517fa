/**
 * Frames from the server: a header of JSON with the arrays' places, and the arrays behind it.
 * src/backlit/web/socket/frames.py writes them and says how.
 */
import type { Frame } from "./messages";

interface ArrayPlace {
  at: number;
  length: number;
}

export function readFrame(bytes: ArrayBuffer): Frame {
  const length = new DataView(bytes).getUint32(0, true);
  const header = new TextDecoder().decode(new Uint8Array(bytes, 4, length));
  return withArrays(JSON.parse(header), bytes, 4 + length) as Frame;
}

function withArrays(value: unknown, bytes: ArrayBuffer, start: number): unknown {
  if (Array.isArray(value)) return value.map((each) => withArrays(each, bytes, start));
  if (value === null || typeof value !== "object") return value;
  if (isArrayPlace(value)) return new Float32Array(bytes, start + value.at, value.length);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withArrays(each, bytes, start)]),
  );
}

function isArrayPlace(value: object): value is ArrayPlace {
  return Object.keys(value).length === 2 && "at" in value && "length" in value;
}
