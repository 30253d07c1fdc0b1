const chunkRows = 64 * 1024;

/** Which rows were answered, and by what id: four bytes a row, whatever is in it. */
export interface AnsweredRows {
  readonly size: number;
  /** False when the row is there already. */
  add(index: number, id: string): boolean;
  /** Undefined when the row was not answered, else whether it was under this id. */
  find(index: number, id: string): "same" | "other" | undefined;
}

/** Kept as fingerprints in chunks, so that the number of rows need not be known. */
export function answeredRows(): AnsweredRows {
  const chunks: (Uint32Array | undefined)[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(index, id) {
      const place = Math.floor(index / chunkRows);
      chunks[place] ??= new Uint32Array(chunkRows);
      const chunk = chunks[place];
      if (chunk[index % chunkRows] !== 0) return false;
      chunk[index % chunkRows] = fingerprint(id);
      size += 1;
      return true;
    },
    find(index, id) {
      const known = chunks[Math.floor(index / chunkRows)]?.[index % chunkRows] ?? 0;
      return known === 0 ? undefined : known === fingerprint(id) ? "same" : "other";
    },
  };
}

/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo), never 0: 0 stands for no row. */
function fingerprint(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}
