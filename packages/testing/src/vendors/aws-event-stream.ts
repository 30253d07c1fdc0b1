import { crc32 } from "node:zlib";

/** One frame of AWS's event stream (application/vnd.amazon.eventstream): prelude, headers, payload, each with its CRC. */
export function awsFrame(headers: Readonly<Record<string, string>>, payload: Uint8Array): Uint8Array {
  const named = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const length = Buffer.alloc(3);
      length.writeUInt8(7, 0); // a string
      length.writeUInt16BE(Buffer.byteLength(value), 1);
      return Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), length, Buffer.from(value)]);
    }),
  );
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(16 + named.length + payload.length, 0);
  prelude.writeUInt32BE(named.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const whole = Buffer.concat([prelude, named, payload]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(whole));
  return Buffer.concat([whole, sum]);
}
