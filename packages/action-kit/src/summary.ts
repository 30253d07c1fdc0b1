/** GitHub drops a step's whole summary over 1 MiB; a margin is left for what other steps of a composite add. */
const summaryLimit = 1_000_000;

/** A last guard: reports fit themselves (`fitTo`), this only keeps a summary from vanishing whole. */
export function fitSummary(markdown: string): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= summaryLimit) return markdown;
  const cut = bytes
    .subarray(0, summaryLimit - 64)
    .toString("utf8")
    .replace(/\uFFFD+$/, "");
  return `${cut}\n\n… (${bytes.length} bytes)\n`;
}
