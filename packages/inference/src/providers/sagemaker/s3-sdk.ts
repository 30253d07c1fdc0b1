/** What is used of the SDK, by name: all of it would be most of what a runner downloads. */
export { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
