import { beforeAll, describe, expect, it } from "vitest";
import { actionlint } from "../actionlint.ts";
import { workflowCopies } from "../generate/workflows.ts";
import { pythonTool } from "../toolchain.ts";
import { actionlintProblems } from "./actionlint.ts";
import { parserProblems } from "./parsed.ts";
import { workflowFiles } from "./workflow-files.ts";
import { zizmorProblems } from "./zizmor.ts";

const workflow = (step: string, rest = ""): [string, string] => [
  ".github/workflows/bad.yml",
  `on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n${rest}`,
];
const action = (runs: string): [string, string] => [
  "actions/bad/action.yml",
  `name: bad\ndescription: A fixture\ninputs:\n  known: { description: Known, required: true }\nruns:\n${runs}`,
];

describe("GitHub's own parser", () => {
  it.each([
    ["an unknown key", workflow("rune: echo"), "Unexpected value 'rune'"],
    ["a broken expression", workflow("run: echo ${{ github.sha + }}"), "Unexpected symbol: '+'"],
    ["an unknown context", workflow("run: echo ${{ github.sha }} ${{ fooo.bar }}"), "Unrecognized named-value: 'fooo'"],
    ["broken YAML", workflow("run: ["), "bad.yml"],
    ["an empty workflow", [".github/workflows/bad.yml", ""], "bad.yml"],
    ["a runtime that there is not", action("  using: node99\n  main: x.js\n"), "Unexpected value 'node99'"],
    [
      "a secret in an action",
      action("  using: composite\n  steps: [{ shell: bash, run: '${{ secrets.x }}' }]\n"),
      "secrets",
    ],
    ["an empty action", ["actions/bad/action.yml", ""], "action.yml"],
  ] as [string, [string, string], string][])("refuses %s", async (_, file, problem) => {
    const problems = await parserProblems(new Map([file]));
    expect(problems.join("\n")).toContain(problem);
  });

  it("names the job whose needs are nowhere", async () => {
    const other = "  other:\n    needs: nowhere\n    runs-on: ubuntu-latest\n    steps: [{ run: echo }]\n";
    const problems = await parserProblems(new Map([workflow("run: echo", other)]));
    expect(problems.join("\n")).toContain("nowhere");
  });
});

describe("zizmor", () => {
  beforeAll(() => void pythonTool("zizmor"), 300_000);

  it.each([
    ["an action at a tag that anybody could move", workflow("uses: octo/tool@v4"), "unpinned-uses"],
    ["an issue's title in a script", workflow("run: echo ${{ github.event.issue.title }}"), "template-injection"],
    ["a token that stays in the checkout", workflow(`uses: actions/checkout@${"a".repeat(40)}`), "artipacked"],
    ["a file that it cannot read", workflow("rune: echo"), "zizmor ended with"],
  ] as const)("refuses %s", (_, file, rule) => {
    expect(zizmorProblems(new Map([file])).join("\n")).toContain(rule);
  });

  it("says where", () => {
    expect(zizmorProblems(new Map([workflow("uses: octo/tool@v4")]))[0]).toMatch(
      /^\.github\/workflows\/bad\.yml:7: unpinned-uses \(High\): /,
    );
  });

  it("fails when it is given nothing to look at", () => {
    expect(zizmorProblems(new Map()).join("\n")).toContain("zizmor ended with");
  });
});

describe("actionlint", () => {
  beforeAll(() => void actionlint(), 300_000);

  const composite = (step: string): [string, string][] => [
    action("  using: node24\n  main: ../../dist/bad/index.js\n"),
    [
      "actions/chain/action.yml",
      `name: chain\ndescription: A fixture\nruns:\n  using: composite\n  steps:\n    - ${step}\n`,
    ],
  ];

  it("holds a call of our actions to their inputs, in workflows and in composites", () => {
    const [ours] = composite("");
    const call = 'uses: $/actions/bad\n        with: { known: "1", knwon: "2" }';
    expect(actionlintProblems(new Map([ours as [string, string], workflow(call)])).join("\n")).toMatch(
      /bad\.yml:8:.*"knwon" is not defined/,
    );
    expect(actionlintProblems(new Map(composite("uses: $/actions/bad"))).join("\n")).toMatch(
      /actions\/chain\/action\.yml.*missing input "known"/,
    );
  });

  it("holds a user's call of a reusable workflow to its inputs", () => {
    const called =
      "on: { workflow_call: { inputs: { known: { type: string } } } }\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: echo }] } }\n";
    const caller =
      "on: push\njobs:\n  a:\n    uses: genai-mlops/genai-mlops/.github/workflows/called.yml@v1\n    with: { knwon: x }\n";
    const files = new Map([
      [".github/workflows/called.yml", called],
      ["workflows/examples/x/.github/workflows/release.yml", caller],
    ]);
    expect(actionlintProblems(files).join("\n")).toMatch(/^workflows\/examples\/x\/.*release\.yml:5:.*"knwon"/);
  });

  it("fails when it is given nothing to look at", () => {
    expect(actionlintProblems(new Map()).join("\n")).toContain("actionlint ended with");
  });
});

describe("this repository's workflows and actions", () => {
  it("are found", () => {
    const paths = [...workflowFiles().keys()];
    for (const path of [
      ".github/workflows/release.yml",
      "workflows/examples/mail-triage/.github/workflows/release.yml",
      "actions/evaluate/action.yml",
      "actions/train-model/action.yml",
    ])
      expect(paths).toContain(path);
  });

  it.each(["local", { pinned: "genai-mlops/genai-mlops@v1" }] as const)(
    "differ from their canonical form in `uses:` only (%o)",
    (references) => {
      const variant = workflowCopies(references);
      let differences = 0;
      for (const [path, content] of workflowCopies("canonical")) {
        const lines = (variant.get(path) ?? "").split("\n");
        expect(lines).toHaveLength(content.split("\n").length);
        for (const [index, line] of content.split("\n").entries()) {
          if (line === lines[index]) continue;
          differences += 1;
          expect(line).toMatch(/^\s*(- )?uses: \$\/actions\/[\w-]+$/);
          expect(lines[index]).toMatch(/^\s*(- )?uses: (\.|genai-mlops\/genai-mlops)\/actions\/[\w-]+(@v1)?$/);
        }
        expect(lines.join("\n")).not.toContain("$/");
      }
      expect(differences).toBeGreaterThan(0);
    },
  );
});
