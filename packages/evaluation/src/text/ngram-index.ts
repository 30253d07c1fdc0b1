/**
 * All n-grams of the references of one row: a tree whose path from the root spells an n-gram, its edges in one open
 * hash table of integers. An n-gram costs a probe, not a string or a tuple: most of what makes BLEU and chrF slow.
 * Symbols are integers from 0 on: numbers of words, or code points. The arrays are used again for every row.
 */
export class NgramIndex {
  readonly #order: number;
  /** Node at the end of an edge, 0 for none: the root is no edge's end. */
  #slots = new Int32Array(0);
  #mask = 0;
  #nodes = 1;
  #parent = new Int32Array(0);
  #symbol = new Int32Array(0);
  /** How many times a reference has the n-gram, the largest of the references. */
  #limit = new Int32Array(0);
  /** How many times it was met in the sequence that is being read, and which sequence that was. */
  #met = new Int32Array(0);
  #reader = new Int32Array(0);
  #sequence = 0;

  /** `order`: length of the longest n-grams. */
  constructor(order: number) {
    this.#order = order;
  }

  /** Forgets the row before and makes room for references of `length` symbols in all. */
  startRow(length: number): void {
    const nodes = 1 + length * this.#order;
    if (nodes > this.#parent.length) this.#grow(2 ** Math.ceil(Math.log2(nodes)));
    // at most half full, and only as much of it as this row needs is cleared
    this.#mask = 2 ** Math.ceil(Math.log2(2 * nodes)) - 1;
    this.#slots.fill(0, 0, this.#mask + 1);
    this.#nodes = 1;
    this.#sequence = 0;
  }

  /** Raises the limit of each n-gram to its count in this reference where that is larger. */
  addReference(symbols: Int32Array, length: number): void {
    this.#sequence += 1;
    for (let start = 0; start < length; start++) {
      const end = Math.min(length, start + this.#order);
      let node = 0;
      for (let at = start; at < end; at++) {
        node = this.#child(node, symbols[at] as number);
        const times = this.#meet(node);
        if (times > (this.#limit[node] as number)) this.#limit[node] = times;
      }
    }
  }

  /** Adds to `matches`, from `first` on in steps of `stride`, how many n-grams of each order the references allow. */
  match(symbols: Int32Array, length: number, matches: Float64Array, first: number, stride: number): void {
    this.#sequence += 1;
    for (let start = 0; start < length; start++) {
      const end = Math.min(length, start + this.#order);
      let node = 0;
      for (let at = start, into = first; at < end; at++, into += stride) {
        node = this.#slots[this.#slotOf(node, symbols[at] as number)] as number;
        // what begins with an n-gram that no reference has is in no reference either
        if (node === 0) break;
        if (this.#meet(node) <= (this.#limit[node] as number)) matches[into] = (matches[into] as number) + 1;
      }
    }
  }

  #meet(node: number): number {
    const times = this.#reader[node] === this.#sequence ? (this.#met[node] as number) + 1 : 1;
    this.#reader[node] = this.#sequence;
    this.#met[node] = times;
    return times;
  }

  /** Slot of the edge, or the empty one where it would be. */
  #slotOf(parent: number, symbol: number): number {
    // multipliers of Knuth and of Murmur3, mixed so that neighbours in either number fall apart
    const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & this.#mask;
    for (;;) {
      const node = this.#slots[slot] as number;
      if (node === 0 || (this.#parent[node] === parent && this.#symbol[node] === symbol)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #child(parent: number, symbol: number): number {
    const slot = this.#slotOf(parent, symbol);
    const known = this.#slots[slot] as number;
    if (known !== 0) return known;
    const node = this.#nodes++;
    this.#slots[slot] = node;
    this.#parent[node] = parent;
    this.#symbol[node] = symbol;
    this.#limit[node] = 0;
    this.#reader[node] = 0;
    return node;
  }

  #grow(nodes: number): void {
    this.#slots = new Int32Array(2 * nodes);
    this.#parent = new Int32Array(nodes);
    this.#symbol = new Int32Array(nodes);
    this.#limit = new Int32Array(nodes);
    this.#met = new Int32Array(nodes);
    this.#reader = new Int32Array(nodes);
  }
}
