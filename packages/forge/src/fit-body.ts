/** GitHub's limits, in characters. */
export const commentLimit = 65_536;
export const checkTextLimit = 65_535;

/**
 * Markdown of at most `limit` characters (UTF-16 units, which are never fewer than GitHub's own count). A longer one is
 * cut at a line's end, code fences and folds that the cut left open are closed, and `more` ends it.
 */
export function fitBody(body: string, more: string, limit: number): string {
  if (body.length <= limit) return body;
  const ending = `\n\n${more}\n`;
  // closing a fence and some folds takes less than this
  let room = limit - ending.length - 256;
  for (;;) {
    const cut = cutAtLine(body, Math.max(0, room));
    const whole = `${cut}${closing(cut)}${ending}`;
    if (whole.length <= limit || room <= 0) return whole.slice(0, limit);
    room -= whole.length - limit;
  }
}

function cutAtLine(body: string, room: number): string {
  const end = body.lastIndexOf("\n", room);
  // one endless line is cut anywhere but within a character
  if (end < room / 2) return body.slice(0, room).replace(/[\ud800-\udbff]$/, "");
  return body.slice(0, end);
}

/** What the cut left open: a code fence (CommonMark 4.5), then the folds around it. */
function closing(cut: string): string {
  let fence = "";
  for (const line of cut.split("\n")) {
    const [, mark = "", rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === "") fence = mark;
    else if (mark[0] === fence[0] && mark.length >= fence.length && rest.trim() === "") fence = "";
  }
  const opened = cut.match(/<details\b[^>]*>/g)?.length ?? 0;
  const closed = cut.match(/<\/details>/g)?.length ?? 0;
  const folds = Math.min(16, Math.max(0, opened - closed));
  return `${fence && `\n${fence.slice(0, 64)}`}${"\n\n</details>".repeat(folds)}`;
}
