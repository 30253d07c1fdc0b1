/** One purpose a file; longer ones want to be two. */
export const longestFile = 400;

export function tooLong(files: ReadonlyMap<string, string>): string[] {
  return [...files].filter(([, content]) => content.split("\n").length > longestFile + 1).map(([file]) => file);
}
