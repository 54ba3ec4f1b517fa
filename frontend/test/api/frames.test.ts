import { expect, test } from "vitest";
import { readFrame } from "../../src/api/frames";

test("arrays behind the header come back as typed arrays, the rest as it was", () => {
  const header = '{"type":"seen","label":null,"a":[{"at":0,"length":3},{"at":16,"length":1}]}';
  const padded = header + " ".repeat((8 - ((header.length + 4) % 8)) % 8);
  const bytes = new Uint8Array(4 + padded.length + 24);
  new DataView(bytes.buffer).setUint32(0, padded.length, true);
  bytes.set(new TextEncoder().encode(padded), 4);
  new Float32Array(bytes.buffer, 4 + padded.length, 3).set([1, -2, 0.5]);
  new Float32Array(bytes.buffer, 4 + padded.length + 16, 1).set([7]);
  const frame = readFrame(bytes.buffer) as unknown as {
    type: string;
    label: null;
    a: Float32Array[];
  };
  expect(frame.type).toBe("seen");
  expect(frame.label).toBeNull();
  expect(frame.a.map((each) => [...each])).toEqual([[1, -2, 0.5], [7]]);
});
