/** Round values that split [low, high] into about `count` parts; at least two. */
export function ticks(low: number, high: number, count = 5): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const values: number[] = [];
  for (let index = first; index <= Math.max(last, first + 1); index += 1)
    values.push(Number((index * step).toPrecision(12)));
  return values;
}

/** Maps a value of [from[0], from[1]] onto [to[0], to[1]], in tenths of a unit so that pictures are the same everywhere. */
export function scale(from: [number, number], to: [number, number]): (value: number) => number {
  const width = from[1] - from[0] || 1;
  return (value) => Math.round((to[0] + ((value - from[0]) / width) * (to[1] - to[0])) * 10) / 10;
}
