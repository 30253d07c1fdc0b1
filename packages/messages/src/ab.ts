import { defineText } from "./define-text.ts";

/** What `rule: ab` of canary-gate says to people. */
export const abText = defineText({
  ru: {
    title: "A/B-сравнение версий",
    arms: { canary: "новая версия", baseline: "базовая версия" },
    winner: (arm: string, metrics: string) => `Лучше ${arm}: ${metrics}. Ни одна метрика не говорит в пользу другой.`,
    none: (why: string) => `Победителя нет: ${why}.`,
    missing: {
      "no-data": (metric: string) => `${metric} — нет данных для сравнения`,
      "not-separated": (metric: string) => `${metric} — интервал разности содержит ноль`,
      "missing-scores": (metric: string) => `${metric} — доля ответов без оценки у версий различается`,
      conflict: (metric: string) => `${metric} — метрики говорят в пользу разных версий`,
    },
    nothing: "сравнивать нечего",
    result: "Результат по метрикам",
    metric: "Метрика",
    canary: "Новая версия",
    baseline: "Базовая",
    difference: "Разность и её доверительная последовательность",
    favours: "В пользу",
    alpha: "Доля α",
    pairs: "Пар",
    wanted: "Пар нужно, примерно",
    mean: (mean: string, n: string) => `среднее ${mean} по ${n}`,
    means:
      "Разность — новая версия минус базовая. Доверительная последовательность верна при любом числе просмотров: останавливаться можно в любой момент. Сколько пар нужно — грубая оценка при нынешней разности, не обещание.",
    picture: (metric: string) => `${metric}: разность и её интервал`,
    alt: (metric: string, interval: string) => `${metric}: разность ${interval}.`,
    noDifference: "разницы нет",
    rules: "Правила",
    source: "Источник",
    looks: "Просмотров",
    alphaAll: "Вероятность назвать победителя, когда версии равны, не более",
    sequence:
      "Последовательность: эмпирическая Бернштейна с предсказуемыми ставками (Waudby-Smith, Ramdas 2024), для каждой метрики со своей долей α",
    feedback:
      "Отзывы оставляют не все. Если доля оставляющих у версий различается, разность отзывов может быть разностью тех, кто их оставляет.",
  },
  en: {
    title: "A/B comparison of versions",
    arms: { canary: "the new version", baseline: "the baseline" },
    winner: (arm: string, metrics: string) => `Better is ${arm}: ${metrics}. No metric speaks for the other one.`,
    none: (why: string) => `There is no winner: ${why}.`,
    missing: {
      "no-data": (metric: string) => `${metric} has no data to compare`,
      "not-separated": (metric: string) => `of ${metric} the difference's interval holds zero`,
      "missing-scores": (metric: string) => `of ${metric} the versions differ in how many answers have no score`,
      conflict: (metric: string) => `${metric} is one of the metrics that speak for different versions`,
    },
    nothing: "there is nothing to compare",
    result: "Result by metric",
    metric: "Metric",
    canary: "New version",
    baseline: "Baseline",
    difference: "Difference and its confidence sequence",
    favours: "In favour of",
    alpha: "Share of α",
    pairs: "Pairs",
    wanted: "Pairs wanted, about",
    mean: (mean: string, n: string) => `mean ${mean} of ${n}`,
    means:
      "The difference is the new version less the baseline. The confidence sequence holds however often it is looked at: one may stop at any time. How many pairs are wanted is a rough guess at the present difference, no promise.",
    picture: (metric: string) => `${metric}: difference and its interval`,
    alt: (metric: string, interval: string) => `${metric}: difference ${interval}.`,
    noDifference: "no difference",
    rules: "Rules",
    source: "Source",
    looks: "Looks",
    alphaAll: "Probability of naming a winner where the versions are equal, at most",
    sequence:
      "Sequence: empirical Bernstein with predictable bets (Waudby-Smith, Ramdas 2024), each metric with its share of α",
    feedback:
      "Not everybody leaves feedback. If the versions differ in how many do, a difference of feedback may be one of those who leave it.",
  },
});
