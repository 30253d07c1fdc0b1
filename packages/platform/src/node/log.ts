import type { Log } from "../log.ts";
import type { Secrets } from "../secrets.ts";

/** A log of plain lines on stderr, for programs that do not run under a workflow (supervisor, router, tooling). */
export function plainLog(
  secrets: Secrets,
  write: (text: string) => void = (text) => void process.stderr.write(text),
): Log {
  const line = (level: string) => (message: string) => write(`${secrets.redact(level + message)}\n`);
  return {
    debug: () => {},
    info: line(""),
    notice: line("notice: "),
    warning: line("warning: "),
    error: line("error: "),
    async group(title, work) {
      line("")(title);
      return await work();
    },
  };
}
