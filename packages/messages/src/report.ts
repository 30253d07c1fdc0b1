import { defineText } from "./define-text.ts";

/** Words that every report shares. */
export const reportText = defineText({
  ru: {
    verdict: "Вердикт",
    verdicts: { pass: "пройдено", inconclusive: "не решено", error: "ошибка", fail: "не пройдено" },
    cut: (count: number) => `Отчёт сокращён: пропущено блоков — ${count}. Полный текст — в файле отчёта.`,
    picture: "Рисунок",
    metric: "Метрика",
    value: "Значение",
    threshold: "Порог",
    details: "Подробности",
    yes: "да",
    no: "нет",
    none: "нет",
    generated: "Составлено инструментом genai-mlops",
  },
  en: {
    verdict: "Verdict",
    verdicts: { pass: "passed", inconclusive: "undecided", error: "error", fail: "failed" },
    cut: (count: number) => `The report was shortened: ${count} blocks are left out. The report file holds all of it.`,
    picture: "Picture",
    metric: "Metric",
    value: "Value",
    threshold: "Threshold",
    details: "Details",
    yes: "yes",
    no: "no",
    none: "none",
    generated: "Written by genai-mlops",
  },
});
