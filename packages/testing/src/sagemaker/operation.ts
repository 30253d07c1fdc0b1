/** What the service refuses, as it says it. */
export class Refusal extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

export const invalid = (message: string): Refusal => new Refusal("ValidationException", message);
export const conflict = (message: string): Refusal => new Refusal("ConflictException", message);

export type Input = Record<string, unknown>;

/** One operation after its input was held to its shape; what it gives is held to the shape of its output. */
export type Operation = (input: Input) => Input;

export interface Account {
  id: string;
  region: string;
  /** Milliseconds since the epoch. */
  now(): number;
}

export const arnOf = ({ id, region }: Account, resource: string): string =>
  `arn:aws:sagemaker:${region}:${id}:${resource}`;

/** The name, or the part of an ARN after its kind. */
export const nameIn = (arnOrName: string): string => arnOrName.replace(/^arn:[^/]*\//, "");

/** A page of a list; the token of another list is refused. */
export function page<Item>(
  items: readonly Item[],
  { MaxResults = 10, NextToken }: { MaxResults?: unknown; NextToken?: unknown },
): { items: Item[]; NextToken?: string } {
  const start = NextToken === undefined ? 0 : Number(/^page-(\d+)$/.exec(String(NextToken))?.[1] ?? Number.NaN);
  if (Number.isNaN(start) || start > items.length) throw invalid("Invalid pagination token");
  const end = start + Number(MaxResults);
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: `page-${end}` }) };
}
