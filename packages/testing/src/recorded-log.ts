import type { Log, Secrets } from "#platform";

export interface RecordedLog extends Log {
  /** `level: message`, in order. */
  lines: string[];
}

export function recordedLog(secrets: Secrets): RecordedLog {
  const lines: string[] = [];
  const record = (level: string) => (message: string) => void lines.push(`${level}: ${secrets.redact(message)}`);
  return {
    lines,
    debug: record("debug"),
    info: record("info"),
    notice: record("notice"),
    warning: record("warning"),
    error: record("error"),
    async group(title, work) {
      record("group")(title);
      return await work();
    },
  };
}
