import { ToolkitError } from "#contracts";

/** A place in the log: bytes into one of its segments. Written as `segment:offset`; a bare number is of segment 0. */
export interface Mark {
  segment: number;
  offset: number;
}

export const markText = ({ segment, offset }: Mark): string => `${segment}:${offset}`;

/** @throws ToolkitError `telemetry-mark` */
export function parseMark(text: string, path: string): Mark {
  const [, segment = "0", offset] = /^(?:(\d{1,9}):)?(\d{1,15})$/.exec(text) ?? [];
  if (offset === undefined) throw noPlace(text, path);
  return { segment: Number(segment), offset: Number(offset) };
}

export const noPlace = (mark: string, path: string): ToolkitError =>
  new ToolkitError({ code: "telemetry-mark", provider: "router-log", message: `${mark} is no place in ${path}` });
