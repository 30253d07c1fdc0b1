/** Where a line lies. */
export interface Place {
  shard: number;
  /** Bytes from the start of its file. */
  offset: number;
}

/** From keys to places: open addressing over numbers, 16 bytes a slot, so that a million keys take megabytes. */
export interface KeyIndex {
  /** @param key hexadecimal, evenly spread */
  add(key: string, place: Place): void;
  /** The newest first. Different keys may share a place's mark: who reads a place looks whether it is his. */
  places(key: string): Place[];
  size(): number;
}

/** 2^40 bytes a file, 2^13 files: together the 53 bits that a number holds. */
const offsets = 2 ** 40;

export function newKeyIndex(): KeyIndex {
  let marks = new Float64Array(1024);
  let places = new Float64Array(1024);
  let size = 0;

  /** 52 bits of the key; 0 is an empty slot. */
  const markOf = (key: string): number => Number.parseInt(key.slice(0, 13), 16) + 1;

  function put(mark: number, place: number): void {
    let slot = mark % marks.length;
    while (marks[slot] !== 0) slot = (slot + 1) % marks.length;
    marks[slot] = mark;
    places[slot] = place;
    size += 1;
  }

  function grow(): void {
    const [oldMarks, oldPlaces] = [marks, places];
    marks = new Float64Array(oldMarks.length * 2);
    places = new Float64Array(oldMarks.length * 2);
    size = 0;
    // in order of age within a run of slots: start after a gap
    const gap = oldMarks.indexOf(0);
    for (let step = 1; step <= oldMarks.length; step++) {
      const slot = (gap + step) % oldMarks.length;
      if (oldMarks[slot] !== 0) put(oldMarks[slot] as number, oldPlaces[slot] as number);
    }
  }

  return {
    add(key, { shard, offset }) {
      if (size * 4 >= marks.length * 3) grow();
      put(markOf(key), shard * offsets + offset);
    },
    places(key) {
      const mark = markOf(key);
      const found: Place[] = [];
      for (let slot = mark % marks.length; marks[slot] !== 0; slot = (slot + 1) % marks.length) {
        if (marks[slot] !== mark) continue;
        const place = places[slot] as number;
        found.unshift({ shard: Math.floor(place / offsets), offset: place % offsets });
      }
      return found;
    },
    size: () => size,
  };
}
