import { type CloudAnswer, jsonAnswer } from "../fake-cloud/call.ts";

/** An error of Azure's resource management, as JSON. */
export class ManagementError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  answer(): CloudAnswer {
    return jsonAnswer(this.status, { error: { code: this.code, message: this.message } });
  }
}

/** An error of Blob Storage, as XML with a header. */
export class BlobError extends ManagementError {
  override answer(): CloudAnswer {
    const { status, code, message } = this;
    const body = `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:0\nTime:0</Message></Error>`;
    return { status, headers: { "content-type": "application/xml", "x-ms-error-code": code }, body };
  }
}
