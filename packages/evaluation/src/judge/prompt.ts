import type { ChatMessage, JudgeRubric } from "#contracts";
import { dataRule, fenced, type JudgePrompt, nonceOf, promptText, type Question } from "./question.ts";
import { criteriaOf, weightedScore } from "./rubric.ts";
import { visibleText } from "./visible-text.ts";

/** The specification's prompt, its texts given as data. What is in braces is filled in. */
const template = {
  task: "Evaluate the quality of the following response on a scale of {min}-{max}.",
  prompt: "Prompt:",
  references: "Reference answers, correct ones to compare with:",
  response: "Response:",
  criteria: "Criteria:",
  answer: "Provide only a number from {min} to {max}",
} as const;

/** The question put to a judge: system turn with the rules, worked examples, then the texts as data. */
export function judgePrompt(
  rubric: JudgeRubric,
  question: Question & { response: string },
  repeat: number,
): JudgePrompt {
  const { references = [] } = question;
  const judged = [...question.messages.map(({ content }) => content), ...references, question.response];
  const nonce = nonceOf(
    ["judge", rubric, question.messages.map(({ role }) => role), references.length, repeat],
    judged,
  );
  const examples = rubric.examples.flatMap((example): ChatMessage[] => [
    {
      role: "user",
      content: questionText(
        rubric,
        { messages: [{ role: "user", content: example.prompt }], response: example.response },
        nonce,
        repeat,
      ),
    },
    { role: "assistant", content: JSON.stringify({ nonce, ...example.scores, ...overallOf(rubric, example.scores) }) },
  ]);
  return {
    messages: [
      { role: "system", content: rulesOf(rubric, nonce) },
      ...examples,
      { role: "user", content: questionText(rubric, question, nonce, repeat) },
    ],
    nonce,
    schema: { name: "evaluation", schema: answerSchema(rubric, repeat) },
  };
}

function rulesOf({ instructions }: JudgeRubric, nonce: string): string {
  return ["You evaluate answers of a language model.", ...(instructions ? [instructions] : []), dataRule(nonce)].join(
    "\n",
  );
}

function questionText(
  rubric: JudgeRubric,
  { messages, references = [], response }: Question & { response: string },
  nonce: string,
  repeat: number,
): string {
  const { min, max } = rubric.scale;
  const filled = (text: string): string => text.replace("{min}", String(min)).replace("{max}", String(max));
  const criteria = criteriaOf(rubric, repeat);
  const named = criteria.map(({ name }) => `"${name}"`).join(", ");
  return [
    filled(template.task),
    `${template.prompt}\n${fenced("prompt", nonce, promptText(messages, nonce, visibleText))}`,
    ...(references.length > 0
      ? [
          `${template.references}\n${references.map((text) => fenced("reference", nonce, visibleText(text))).join("\n")}`,
        ]
      : []),
    `${template.response}\n${fenced("response", nonce, visibleText(response))}`,
    `${template.criteria}\n${criteria.map(({ name, text }) => `- ${text} ("${name}")`).join("\n")}`,
    `${filled(template.answer)} for each of ${named}${rubric.overall === "asked" ? `, and one for the response as a whole as "score"` : ""}, as one JSON object that also holds "nonce": "${nonce}". No other text.`,
  ].join("\n\n");
}

function answerSchema(rubric: JudgeRubric, repeat: number): Record<string, unknown> {
  const names = [
    ...criteriaOf(rubric, repeat).map(({ name }) => name),
    ...(rubric.overall === "asked" ? ["score"] : []),
  ];
  // bounds are told in the prompt and checked by us: strict modes of providers differ in what keywords they take
  return {
    type: "object",
    properties: {
      nonce: { type: "string" },
      ...Object.fromEntries(names.map((name) => [name, { type: "number" }])),
    },
    required: ["nonce", ...names],
    additionalProperties: false,
  };
}

const overallOf = (rubric: JudgeRubric, scores: Readonly<Record<string, number>>): { score?: number } =>
  rubric.overall === "asked" ? { score: weightedScore(rubric, scores) } : {};
