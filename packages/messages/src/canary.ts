import { defineText } from "./define-text.ts";

/** What canary-gate says to people. Reasons and notes are keyed by the codes of `canary-report.json`. */
export const canaryText = defineText({
  ru: {
    title: "Канареечный выпуск",
    metrics: {
      errors: "Ошибки",
      latency: "Задержка (p95)",
      quality: "Качество",
      cost: "Стоимость запроса, USD",
      "time-to-first-token": "Время до первого токена, мс",
    },
    pass: (looks: string) =>
      `Просмотров: ${looks}. Ни одна метрика не свидетельствует против новой версии; трафик можно переводить дальше.`,
    fail: (block: string, metrics: string) => `Откат на просмотре «${block}»: ${metrics}.`,
    inconclusive: (block: string, reasons: string) =>
      `Вес удержан на просмотре «${block}», решения нет: ${reasons}. Неясность — не успех: дальше выпуск не идёт.`,
    error: "Не просмотрено ничего, поэтому выпуск не может считаться успешным.",
    breach: {
      errors: (ratio: string, evidence: string, threshold: string) =>
        `ошибок больше, чем у базовой версии, в ${ratio} (свидетельство ${evidence} при пороге ${threshold})`,
      latency: (ratio: string, evidence: string, threshold: string) =>
        `запросов дольше 1,2τ у новой версии больше, чем дольше τ у базовой, в ${ratio} (свидетельство ${evidence} при пороге ${threshold})`,
      quality: (ratio: string, evidence: string, threshold: string) =>
        `качество составляет ${ratio} от базового (свидетельство ${evidence} при пороге ${threshold})`,
      further: (metric: string, ratio: string, evidence: string, threshold: string) =>
        `${metric}: ${ratio} от базового среднего (свидетельство ${evidence} при пороге ${threshold})`,
    },
    dry: (reason: string) => `${reason} (пробно)`,
    dryRun: "Пробные метрики",
    dryRunMeans:
      "Эти метрики оцениваются, но ничего не решают. Их доля α остаётся в запасе, так что включить их можно в любой момент без потери гарантии.",
    wouldRollBack: (metric: string, block: string) => `${metric}: откатила бы выпуск на просмотре «${block}»`,
    wouldHold: (metric: string, looks: string) => `${metric}: удержала бы вес, просмотров: ${looks}`,
    wouldGoOn: (metric: string) => `${metric}: не возразила бы ни на одном просмотре`,
    times: (ratio: string) => `${ratio} раза`,
    unlimited: "бесконечное число раз",
    reasons: {
      "no-data": "объявленная метрика осталась без данных",
      "empty-arm": "одна из версий не получила запросов",
      "too-few-requests": "на этом шаге новая версия получила слишком мало запросов",
      suspicion: "подозрение: эффект велик, но свидетельств для отката мало",
      "missing-scores": "доля ответов без оценки у версий различается, и сравнивать их нельзя",
      evidence: "свидетельство против новой версии достигло порога",
      specification: "нарушено правило спецификации",
    },
    flagged: (reasons: string) => `с пометкой: ${reasons}`,
    verdicts: { CONTINUE: "продолжать", ROLLBACK: "откатить", INCONCLUSIVE: "удержать" },
    result: "Итог по метрикам",
    metric: "Метрика",
    canary: "Новая версия",
    baseline: "Базовая",
    ratio: "Отношение и его доверительная последовательность",
    evidence: "Свидетельство, ln e",
    threshold: "Порог",
    effect: "Эффект существен",
    certificate: "Доказано «не хуже»",
    events: (events: string, n: string) => `${events} из ${n}`,
    mean: (mean: string, n: string) => `среднее ${mean} по ${n}`,
    figures:
      "Откат требует двух условий сразу: свидетельство ln e достигло порога и эффект существен (ошибок больше чем в 1,5 раза, p95 больше чем в 1,2 раза, качество ниже 0,95 базового; у прочих метрик — объявленное отношение средних). Свидетельство верно при любом числе просмотров. «Продолжать» само по себе не доказывает, что версия не хуже: для этого вся доверительная последовательность должна лежать ниже границы.",
    evidencePicture: "Свидетельство против новой версии по просмотрам",
    evidenceAlt: (highest: string, threshold: string) => `Наибольшее свидетельство ${highest} при пороге ${threshold}.`,
    weightPicture: "Доля трафика новой версии по просмотрам",
    weightAlt: (first: string, last: string) => `Доля трафика новой версии: от ${first} до ${last}.`,
    weight: "Доля трафика",
    look: "Просмотр",
    looks: "Просмотры",
    verdict: "Решение",
    why: "Причины",
    cut: (shown: string, all: string) =>
      `Показаны последние просмотры: ${shown} из ${all}. Все — в canary-report.json.`,
    notJudged: (count: string) => `После решения в файле остались просмотры, которые не рассматривались: ${count}.`,
    rules: "Правила",
    source: "Источник",
    rule: "Правило",
    ruleNames: { evidence: "по свидетельствам", specification: "по спецификации (один просмотр, без статистики)" },
    null: "Нулевая гипотеза",
    nullNames: { any: "новая версия ничем не хуже", tolerance: "новая версия хуже не более чем на допуск" },
    assignment: "Распределение запросов",
    assignmentNames: { request: "по запросу", user: "по пользователю" },
    alpha: "Вероятность ложного отката за весь выпуск, не более",
    minRequests: "Запросов к новой версии на шаг, не менее",
    caveats: "Оговорки",
    metricNotes: {
      undeclared: (metric: string) => `${metric}: объявлено, но данных нет и не оценивалось; доля α осталась в запасе.`,
      "not-configured": (metric: string) =>
        `${metric}: в файле есть значения, но метрика не объявлена в metrics-config и не оценивалась.`,
      "no-guarantee": (metric: string) => `${metric}: гарантии нет, запросы распределены по пользователям.`,
      capped: (metric: string) =>
        `${metric}: больше 1 % значений выше объявленного максимума и учтены как максимум; эффект выше него не виден.`,
      "values-interpolated": (metric: string) =>
        `${metric}: значения известны только по гистограммам, каждое считается серединой своего промежутка; сдвиг внутри промежутка не виден.`,
      "values-beyond-bounds": (metric: string) =>
        `${metric}: часть значений выше последней границы гистограммы, а она ниже объявленного максимума, поэтому метрика не оценивалась. Уменьшите max в metrics-config или добавьте в гистограмму бо́льшие границы.`,
      sampled: (metric: string) => `${metric}: сравнивались равномерные выборки, всех значений слишком много.`,
    },
    notes: {
      "rule-fires-on-noise":
        "Правило спецификации срабатывает на шуме: за 20 шагов оно откатывает 99–100 % исправных выпусков при 2000 запросов на шаг и меньше и 78 % при 10 000. Для решений выбирайте rule: evidence.",
      "phi-unknown-errors":
        "Колебания доли ошибок у базовой версии неизвестны (нужно от 20 окон в baseline-windows), поэтому принято φ = 1. Если ошибки приходят всплесками, ложных откатов будет больше заявленного.",
      "phi-unknown-latency":
        "Колебания задержки у базовой версии неизвестны (нужно от 20 окон в baseline-windows), поэтому принято φ = 1. Если задержки приходят всплесками, ложных откатов будет больше заявленного.",
      "no-guarantee-errors":
        "Гарантии для ошибок нет: запросы распределены по пользователям, а окна по группам пользователей не даны.",
      "no-guarantee-latency":
        "Гарантии для задержки нет: запросы распределены по пользователям, а окна по группам пользователей не даны.",
      "no-guarantee-quality": "Гарантии для качества нет: запросы распределены по пользователям.",
      "undeclared-errors": "Ошибки не объявлены и не оценивались; их доля α осталась в запасе.",
      "undeclared-latency": "Задержка не объявлена и не оценивалась; её доля α осталась в запасе.",
      "undeclared-quality": "Качество не объявлено и не оценивалось; его доля α осталась в запасе.",
      "latency-interpolated":
        "Порог τ или 1,2τ лежит между границами гистограммы: запросы между ними считаются распределёнными равномерно. Точный счёт дадут границы ровно на τ и 1,2τ.",
      "latency-beyond-bounds":
        "Порог τ или 1,2τ выше последней границы гистограммы, поэтому счёт задержки неизвестен. Добавьте в гистограмму бо́льшие границы.",
      "tau-unknown":
        "p95 базовой версии до просмотра неизвестен (мало запросов или нет гистограммы), поэтому задержка в нём не оценивалась.",
      "counter-reset": "Счётчик начинался заново: то, что процесс насчитал после последнего опроса, потеряно.",
      "series-appeared":
        "Появился процесс, которого раньше не опрашивали: он учтён с первого опроса, так как насчитанное до него может быть старше выпуска.",
      "series-gone": "Ряды метрик пропали: то, что процесс насчитал после последнего опроса, не учтено.",
      "no-series-canary": "Для новой версии нет ни одного ряда метрик: проверьте canary-selector.",
      "no-series-baseline": "Для базовой версии нет ни одного ряда метрик: проверьте baseline-selector.",
      "no-answers-canary":
        "Новых ответов новой версии нет, поэтому судья ничего не оценивал: файлы могут запаздывать, либо неверен canary-variant. Ответы базовой версии сохранены до следующего просмотра.",
      "no-answers-baseline":
        "Новых ответов базовой версии нет, поэтому судья ничего не оценивал: файлы могут запаздывать, либо неверен baseline-variant. Ответы новой версии сохранены до следующего просмотра.",
      "answers-failed":
        "Место, где хранятся ответы, не отвечало; качество в этом просмотре не оценивалось, ответы прочтёт следующий.",
      "judge-budget-spent":
        "Бюджет judge-budget исчерпан: неоценённые ответы учтены как ответы без оценки, у обеих версий поровну с точностью до случая.",
      "judge-failed": "Судья перестал отвечать: ответы, которых он не оценил, учтены как ответы без оценки.",
      "judge-parse-rate":
        "Больше 5 % ответов судьи не удалось прочесть. Такие оценки пропущены, и пропущены не случайно: проверьте модель судьи.",
    },
  },
  en: {
    title: "Canary release",
    metrics: {
      errors: "Errors",
      latency: "Latency (p95)",
      quality: "Quality",
      cost: "Cost of a request, USD",
      "time-to-first-token": "Time to first token, ms",
    },
    pass: (looks: string) => `Looks: ${looks}. No metric speaks against the new version; traffic may move on.`,
    fail: (block: string, metrics: string) => `Rolled back at look "${block}": ${metrics}.`,
    inconclusive: (block: string, reasons: string) =>
      `The weight is held at look "${block}", undecided: ${reasons}. Not knowing is no success: the release does not go on.`,
    error: "Nothing was looked at, so the release cannot count as a success.",
    breach: {
      errors: (ratio: string, evidence: string, threshold: string) =>
        `${ratio} the baseline's errors (evidence ${evidence} against a threshold of ${threshold})`,
      latency: (ratio: string, evidence: string, threshold: string) =>
        `the canary has ${ratio} as many requests above 1.2τ as the baseline has above τ (evidence ${evidence} against a threshold of ${threshold})`,
      quality: (ratio: string, evidence: string, threshold: string) =>
        `quality is ${ratio} of the baseline's (evidence ${evidence} against a threshold of ${threshold})`,
      further: (metric: string, ratio: string, evidence: string, threshold: string) =>
        `${metric}: ${ratio} of the baseline's mean (evidence ${evidence} against a threshold of ${threshold})`,
    },
    dry: (reason: string) => `${reason} (dry run)`,
    dryRun: "Metrics in dry run",
    dryRunMeans:
      "These metrics are judged and decide nothing. Their share of α stays reserved, so that they can be switched on at any time without loss of the guarantee.",
    wouldRollBack: (metric: string, block: string) => `${metric}: would have rolled back at look "${block}"`,
    wouldHold: (metric: string, looks: string) => `${metric}: would have held the weight, looks: ${looks}`,
    wouldGoOn: (metric: string) => `${metric}: would have let every look go on`,
    times: (ratio: string) => `${ratio} times`,
    unlimited: "infinitely many times",
    reasons: {
      "no-data": "a declared metric has no data",
      "empty-arm": "one of the versions got no requests",
      "too-few-requests": "the new version got too few requests in this step",
      suspicion: "suspicion: a large effect without evidence enough to roll back",
      "missing-scores": "the versions differ in how many answers have no score, so they cannot be compared",
      evidence: "the evidence against the new version reached its threshold",
      specification: "the specification's rule is broken",
    },
    flagged: (reasons: string) => `flagged: ${reasons}`,
    verdicts: { CONTINUE: "continue", ROLLBACK: "roll back", INCONCLUSIVE: "hold" },
    result: "Result by metric",
    metric: "Metric",
    canary: "New version",
    baseline: "Baseline",
    ratio: "Ratio and its confidence sequence",
    evidence: "Evidence, ln e",
    threshold: "Threshold",
    effect: "Effect matters",
    certificate: 'Proven "not worse"',
    events: (events: string, n: string) => `${events} of ${n}`,
    mean: (mean: string, n: string) => `mean ${mean} of ${n}`,
    figures:
      'A rollback needs both: evidence ln e at its threshold, and an effect that matters (errors above 1.5 times, p95 above 1.2 times, quality under 0.95 of the baseline\'s; of other metrics the declared ratio of means). The evidence holds however often it is looked at. "Continue" alone does not prove that a version is no worse: for that the whole confidence sequence has to lie below the limit.',
    evidencePicture: "Evidence against the new version by look",
    evidenceAlt: (highest: string, threshold: string) =>
      `The highest evidence is ${highest} against a threshold of ${threshold}.`,
    weightPicture: "The new version's share of traffic by look",
    weightAlt: (first: string, last: string) => `The new version's share of traffic: from ${first} to ${last}.`,
    weight: "Share of traffic",
    look: "Look",
    looks: "Looks",
    verdict: "Decision",
    why: "Reasons",
    cut: (shown: string, all: string) => `The last looks are shown: ${shown} of ${all}. canary-report.json has all.`,
    notJudged: (count: string) => `Looks left in the file after the decision, not judged: ${count}.`,
    rules: "Rules",
    source: "Source",
    rule: "Rule",
    ruleNames: { evidence: "by evidence", specification: "by the specification (one look, no statistics)" },
    null: "Null hypothesis",
    nullNames: {
      any: "the new version is no worse at all",
      tolerance: "the new version is worse by no more than the tolerance",
    },
    assignment: "Requests are assigned",
    assignmentNames: { request: "by request", user: "by user" },
    alpha: "Probability of a false rollback over the whole release, at most",
    minRequests: "Requests to the new version in a step, at least",
    caveats: "Caveats",
    metricNotes: {
      undeclared: (metric: string) =>
        `${metric}: declared, but there is no data and it was not judged; its share of α stays reserved.`,
      "not-configured": (metric: string) =>
        `${metric}: the file has values, but metrics-config does not declare the metric, so it was not judged.`,
      "no-guarantee": (metric: string) => `${metric}: no guarantee, requests are assigned by user.`,
      capped: (metric: string) =>
        `${metric}: more than 1 % of the values are above the declared maximum and count as the maximum; an effect above it is not seen.`,
      "values-interpolated": (metric: string) =>
        `${metric}: only histograms tell its values, and each counts as the middle of its bin; a shift within a bin is not seen.`,
      "values-beyond-bounds": (metric: string) =>
        `${metric}: some values lie above the histogram's last bound, which is under the declared maximum, so it was not judged. Lower max in metrics-config, or give the histogram larger bounds.`,
      sampled: (metric: string) =>
        `${metric}: uniform samples were compared, as there are too many values for all of them.`,
    },
    notes: {
      "rule-fires-on-noise":
        "The specification's rule fires on noise: over 20 steps it rolls back 99-100 % of healthy releases at 2,000 requests a step or fewer, and 78 % at 10,000. Choose rule: evidence for decisions.",
      "phi-unknown-errors":
        "How far the baseline's error rate swings is not known (20 or more windows in baseline-windows tell), so φ = 1 was taken. If errors come in bursts, there will be more false rollbacks than stated.",
      "phi-unknown-latency":
        "How far the baseline's latency swings is not known (20 or more windows in baseline-windows tell), so φ = 1 was taken. If slow answers come in bursts, there will be more false rollbacks than stated.",
      "no-guarantee-errors":
        "No guarantee for errors: requests are assigned by user, and no windows of user buckets were given.",
      "no-guarantee-latency":
        "No guarantee for latency: requests are assigned by user, and no windows of user buckets were given.",
      "no-guarantee-quality": "No guarantee for quality: requests are assigned by user.",
      "undeclared-errors": "Errors are not declared and were not judged; their share of α stays reserved.",
      "undeclared-latency": "Latency is not declared and was not judged; its share of α stays reserved.",
      "undeclared-quality": "Quality is not declared and was not judged; its share of α stays reserved.",
      "latency-interpolated":
        "τ or 1.2τ lies between two bounds of the histogram: requests between them are taken to lie evenly. Bounds at τ and 1.2τ give the exact count.",
      "latency-beyond-bounds":
        "τ or 1.2τ lies above the histogram's last bound, so the count of slow requests is unknown. Give the histogram larger bounds.",
      "tau-unknown":
        "The baseline's p95 from before the look is unknown (too few requests, or no histogram), so latency was not judged in it.",
      "counter-reset": "A counter began again: what the process counted after its last scrape is lost.",
      "series-appeared":
        "A process appeared that was not read before: it counts from its first scrape on, since what it had counted until then may be older than the release.",
      "series-gone": "Series are gone: what the process counted after its last scrape is not in here.",
      "no-series-canary": "There is not one series of the new version: check canary-selector.",
      "no-series-baseline": "There is not one series of the baseline: check baseline-selector.",
      "no-answers-canary":
        "There are no new answers of the new version, so the judge scored nothing: files may be late, or canary-variant is wrong. The baseline's answers are kept for the next look.",
      "no-answers-baseline":
        "There are no new answers of the baseline, so the judge scored nothing: files may be late, or baseline-variant is wrong. The new version's answers are kept for the next look.",
      "answers-failed":
        "The place that keeps the answers did not answer; quality was not judged in this look, and the next one reads its answers.",
      "judge-budget-spent":
        "judge-budget is spent: answers that were not judged count as answers without a score, of either version as chance has it.",
      "judge-failed": "The judge stopped answering: what it did not judge counts as answers without a score.",
      "judge-parse-rate":
        "More than 5 % of the judge's answers could not be read. Such scores are missing, and not at random: check the judge's model.",
    },
  },
});
