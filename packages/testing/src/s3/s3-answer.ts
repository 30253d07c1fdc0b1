export interface S3Request {
  method: string;
  url: string;
  /** In lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface S3Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export interface S3Object {
  body: Uint8Array;
  etag: string;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
}

export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const xml = (text: string): string => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
