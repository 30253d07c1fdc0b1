import { defineText } from "./define-text.ts";

/** How quality was told, where judges scored users' answers. */
export const canaryJudgingText = defineText({
  ru: {
    heading: "Оценка качества",
    sources: { "data-capture": "захват данных SageMaker", traces: "файл трасс" },
    source: "Ответы",
    judges: "Судьи",
    rubric: "Рубрика",
    blind: "Судья видит вопрос и ответ и не знает, чей это ответ; ответы обеих версий идут вперемешку.",
    seed: "Зерно выборки",
    spent: "Потрачено на судей за весь выпуск, USD, не более",
    unknownPrice: "цена судьи неизвестна",
    arm: "Версия",
    canary: "Новая версия",
    baseline: "Базовая",
    answers: "Ответов с прошлого просмотра",
    sampled: "В выборке",
    missing: "Без оценки",
  },
  en: {
    heading: "How quality was judged",
    sources: { "data-capture": "SageMaker's data capture", traces: "a file of traces" },
    source: "Answers",
    judges: "Judges",
    rubric: "Rubric",
    blind: "A judge sees a question and its answer and does not know whose it is; answers of both versions come mixed.",
    seed: "Seed of the sample",
    spent: "Spent on judges in the whole release, USD, at most",
    unknownPrice: "a judge's price is unknown",
    arm: "Version",
    canary: "New version",
    baseline: "Baseline",
    answers: "Answers since the look before",
    sampled: "In the sample",
    missing: "Without a score",
  },
});
