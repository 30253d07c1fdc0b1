/** Names of buckets: 3 to 63 small letters, digits, dots, hyphens (S3 user guide, "General purpose bucket naming rules"). */
const address = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/;

/** Bucket and key of `s3://bucket/key`, without slashes at the key's end; undefined for what is no address. */
export function s3PlaceOf(text: string): { bucket: string; key: string } | undefined {
  const [, bucket, key = ""] = address.exec(text) ?? [];
  return bucket === undefined ? undefined : { bucket, key };
}
