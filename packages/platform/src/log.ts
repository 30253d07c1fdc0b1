export interface Place {
  file?: string | undefined;
  startLine?: number | undefined;
  endLine?: number | undefined;
  title?: string | undefined;
}

/** What people watch while it runs. Text is data: an implementation never lets it act as a workflow command. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  notice(message: string, place?: Place): void;
  warning(message: string, place?: Place): void;
  error(message: string, place?: Place): void;
  group<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
}
