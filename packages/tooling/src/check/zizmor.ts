import { spawnSync } from "node:child_process";
import { stringify } from "yaml";
import { pythonTool } from "../toolchain.ts";
import { laidOut } from "./lay.ts";

/** Everything is pinned to a commit, but a user's reference to this toolkit, which the examples show at a tag. */
const settings = {
  rules: { "unpinned-uses": { config: { policies: { "genai-mlops/*": "ref-pin", "*": "hash-pin" } } } },
};

interface Finding {
  ident: string;
  desc: string;
  determinations: { severity: string };
  locations: {
    symbolic: { kind: string; annotation: string; key: { Local?: { verbatim_path: string } } };
    concrete: { location: { start_point: { row: number } } };
  }[];
}

/** What zizmor, which knows how workflows are attacked, has against them: `file:line: rule: what`. */
export function zizmorProblems(files: ReadonlyMap<string, string>): string[] {
  return laidOut(new Map([...files, ["zizmor.yml", stringify(settings)]]), (folder) => {
    // without --strict-collection a file that it cannot read is left out with a warning
    const parameters = [
      "--offline",
      "--no-progress",
      "--strict-collection",
      "--format=json",
      "--config=zizmor.yml",
      ".",
    ];
    const { status, stdout, stderr, error } = spawnSync(pythonTool("zizmor"), parameters, {
      cwd: folder,
      encoding: "utf8",
    });
    if (status === 0) return [];
    const findings = stdout.startsWith("[") ? (JSON.parse(stdout) as Finding[]) : [];
    if (findings.length > 0) return findings.map(lineOf);
    return [`zizmor ended with ${status}: ${error?.message ?? stderr.trim()}`];
  });
}

function lineOf({ ident, desc, determinations, locations }: Finding): string {
  const { symbolic, concrete } =
    locations.find(({ symbolic: { kind } }) => kind === "Primary") ?? (locations[0] as Finding["locations"][number]);
  const place = `${symbolic.key.Local?.verbatim_path}:${concrete.location.start_point.row + 1}`;
  return `${place.replace(/^\.\//, "")}: ${ident} (${determinations.severity}): ${desc}; ${symbolic.annotation}`;
}
