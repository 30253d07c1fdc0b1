import { bin, buildDist } from "../build/dist.ts";
import { writeGenerated } from "../generate/files.ts";
import { main, program, runSteps } from "../steps.ts";

await main(() =>
  runSteps([
    { name: "generate", work: writeGenerated },
    {
      name: "format and lint",
      work: () =>
        program(process.execPath, [bin("@biomejs/biome", "biome"), "check", "--write", "--error-on-warnings"]),
    },
    { name: "build dist", work: buildDist },
  ]),
);
