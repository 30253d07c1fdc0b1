import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** A ZIP of a few small files, stored as they are; the same files give the same bytes. APPNOTE 6.3.10, sections 4.3.7 to 4.3.16. */
export function zipOf(contents: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const [parts, entries]: Buffer[][] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(contents).sort(([left], [right]) => (left < right ? -1 : 1))) {
    const title = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0); // version that is needed to read it
    shared.writeUInt16LE(0x21, 8); // 1980-01-01, the first day it knows
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, title, content]);
    // made on Unix, so that the mode in the upper half counts: -rw-r--r--
    const end = Buffer.alloc(14);
    end.writeUInt32LE(0o100644 * 65_536, 6);
    end.writeUInt32LE(offset, 10);
    entries?.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03", "latin1"), shared, end, title]));
    parts?.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries ?? []);
  const last = Buffer.alloc(18);
  last.writeUInt16LE(entries?.length ?? 0, 4);
  last.writeUInt16LE(entries?.length ?? 0, 6);
  last.writeUInt32LE(directory.length, 8);
  last.writeUInt32LE(offset, 12);
  return Buffer.concat([...(parts ?? []), directory, Buffer.from("PK\x05\x06", "latin1"), last]);
}

/** Name by content, as Ray's own client gives it: what is there already is not sent again. */
export const packageName = (zip: Uint8Array): string =>
  `_ray_pkg_${createHash("sha256").update(zip).digest("hex").slice(0, 16)}.zip`;
