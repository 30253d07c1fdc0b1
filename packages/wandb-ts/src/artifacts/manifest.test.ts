import { describe, expect, it } from "vitest";
import { manifestDigest, parseManifest, writeManifest } from "./manifest.ts";

const md5 = "mZFLkyvTelC5g8XnyQrpOw==";
const entry = (path: string) => ({ path, md5, size: 2, birthArtifactId: "QQ==" });

describe("a manifest", () => {
  it("has the digest that Python wandb 0.31.0 gave to the same files", () => {
    const files = [
      { path: "sub/c.json", md5 },
      { path: "a.bin", md5: "OYUz1IER6fZksfZMsQxLYw==" },
    ];
    expect(manifestDigest(files)).toBe("f0e9cd11e85b9b7a0ce64dd4a6020d29");
  });

  it("is sorted by code points, as Python sorts, and not by UTF-16", () => {
    // U+FF5E sorts before U+1F600 by code points, after its surrogates by UTF-16
    const written = JSON.parse(writeManifest([entry("\u{1f600}"), entry("\uff5e"), entry("a")]));
    expect(Object.keys(written.contents)).toEqual(["a", "\uff5e", "\u{1f600}"]);
  });

  it("is read as it was written, and as Python writes it", () => {
    const entries = [entry("a"), entry("b/c")];
    expect(parseManifest(writeManifest(entries))).toEqual({ entries, references: [] });
    const recorded =
      '{"version":1,"storagePolicy":"wandb-storage-policy-v1","storagePolicyConfig":{"storageLayout":"V2"},"contents":{"a.bin":{"digest":"OYUz1IER6fZksfZMsQxLYw==","size":1000,"local_path":"staged","birthArtifactID":"QXJ0aWZhY3Q6MQ==","skip_cache":false},"s3":{"digest":"etag","ref":"s3://bucket/key","size":5}}}';
    expect(parseManifest(recorded)).toEqual({
      entries: [{ path: "a.bin", md5: "OYUz1IER6fZksfZMsQxLYw==", size: 1000, birthArtifactId: "QXJ0aWZhY3Q6MQ==" }],
      references: [{ path: "s3", ref: "s3://bucket/key" }],
    });
  });

  it("is refused when it is none, leads out of the artifact, or has digests of another kind", () => {
    for (const text of ["", "[]", "{}", '{"version":2}', "<html>"])
      expect(() => parseManifest(text)).toThrow(expect.objectContaining({ code: "not-understood" }));
    for (const path of ["../a", "/a", "a/../b", "a//b", "./a", "a\\b", "C:/a", "a\n", ""]) {
      const text = writeManifest([entry("kept")]).replace('"kept"', JSON.stringify(path));
      expect(() => parseManifest(text)).toThrow(expect.objectContaining({ code: "corrupt" }));
    }
    const other = writeManifest([entry("a")]).replace('"size":2', '"size":2,"extra":{"alg":"XXH128"}');
    expect(() => parseManifest(other)).toThrow(expect.objectContaining({ code: "unsupported" }));
  });
});
