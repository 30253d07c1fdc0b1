import { tmpdir } from "node:os";
import { openRunFolder } from "../packages/testing/src/run-folder.ts";

/** Tests and what they start find their temporary files in a folder of this run's own, which goes with the run. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = await openRunFolder(tmpdir());
  process.env["TMPDIR"] = folder.path;
  return folder.close;
}
