/** What went wrong with a case, in one line and at length. */
export interface JunitProblem {
  message: string;
  text?: string | undefined;
}

/** One row, metric or threshold. Without a problem it has passed. */
export interface JunitCase {
  name: string;
  /** Group that viewers fold cases by, such as the metric's or the slice's name. */
  classname: string;
  seconds?: number | undefined;
  /** It was judged and is not good enough. */
  failure?: JunitProblem | undefined;
  /** It could not be judged. */
  error?: JunitProblem | undefined;
  /** It was not run, and why. */
  skipped?: string | undefined;
}

export interface JunitSuite {
  name: string;
  cases: readonly JunitCase[];
}

export interface JunitRun {
  name: string;
  suites: readonly JunitSuite[];
}

/**
 * JUnit XML as Jenkins' `junit-10.xsd` has it, which GitLab, Azure and the reporters of GitHub read as well. Any text
 * stays text: what XML 1.0 cannot hold (controls, lone surrogates, U+FFFE, U+FFFF) is written as `\u{…}`.
 */
export function toJunit({ name, suites }: JunitRun): string {
  const all = suites.flatMap(({ cases }) => cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...totals(all, false) })}>`,
    ...suites.flatMap((suite) => [
      `  <testsuite${attributes({ name: suite.name, ...totals(suite.cases, true) })}>`,
      ...suite.cases.map((each) => `    ${testCase(each)}`),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

/** The root of the schema knows no `skipped`. */
function totals(cases: readonly JunitCase[], skipped: boolean): Record<string, string> {
  const count = (is: (each: JunitCase) => boolean): string => String(cases.filter(is).length);
  return {
    tests: String(cases.length),
    failures: count((each) => each.failure !== undefined && each.error === undefined),
    errors: count((each) => each.error !== undefined),
    ...(skipped && { skipped: count(isSkipped) }),
    time: seconds(cases.reduce((sum, each) => sum + finite(each.seconds), 0)),
  };
}

/** A problem weighs more than not having been run. */
const isSkipped = ({ skipped, failure, error }: JunitCase): boolean =>
  skipped !== undefined && failure === undefined && error === undefined;

function testCase(each: JunitCase): string {
  const head = `testcase${attributes({ name: each.name, classname: each.classname, time: seconds(finite(each.seconds)) })}`;
  if (each.error) return `<${head}>${problem("error", each.error)}</testcase>`;
  if (each.failure) return `<${head}>${problem("failure", each.failure)}</testcase>`;
  if (each.skipped !== undefined) return `<${head}><skipped${attributes({ message: each.skipped })}/></testcase>`;
  return `<${head}/>`;
}

const problem = (kind: "error" | "failure", { message, text = "" }: JunitProblem): string =>
  `<${kind}${attributes({ message })}>${xmlText(text)}</${kind}>`;

const attributes = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(value).replace(/[\t\n]/g, (sign) => `&#${sign.charCodeAt(0)};`)}"`)
    .join("");

const seconds = (value: number): string => value.toFixed(3);

const finite = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;

/** A parser turns a bare CR into LF, and white space of attributes into spaces: those are written as references. */
function xmlText(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu,
      (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
    )
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/\r/g, "&#13;");
}
