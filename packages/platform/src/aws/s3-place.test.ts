import { expect, it } from "vitest";
import { s3PlaceOf } from "./s3-place.ts";

it("is a bucket and a key, without the slashes at its end", () => {
  expect(s3PlaceOf("s3://models/mail/triage/")).toEqual({ bucket: "models", key: "mail/triage" });
  expect(s3PlaceOf("s3://models")).toEqual({ bucket: "models", key: "" });
});

it.each(["models/mail", "https://models/mail", "s3://", "s3://ab", "s3://Models/mail", "s3://-models/mail"])(
  "%s is none",
  (text) => expect(s3PlaceOf(text)).toBeUndefined(),
);
