import { defineText } from "./define-text.ts";

/** Codes of the judge in words: of answers that are missing data, of calibration, of how repeats differ. */
export const judgeText = defineText({
  ru: {
    faults: {
      "judge-empty": "судья ничего не ответил",
      "judge-unreadable": "в ответе судьи нет оценки",
      "judge-ambiguous": "в ответе судьи несколько оценок",
      "judge-echo": "судья повторил оцениваемый текст вместо оценки",
      "judge-wrong-nonce": "ответ судьи относится к другому вопросу",
      "judge-incomplete": "в ответе судьи есть не все оценки",
      "judge-off-scale": "оценка судьи вне шкалы",
      "judge-cut": "ответ судьи оборван: увеличьте maxTokens",
      "judge-refused": "судья отказался оценивать",
      "judge-split": "судьи разделились поровну или большинство промолчало",
      "no-prediction": "модель не ответила, оценивать нечего",
    },
    calibration: {
      "low-agreement": "судья плохо согласован с людьми (каппа ниже 0,6): его оценкам нельзя доверять решение",
      "few-labels": "меток меньше 30: интервалы широки",
      "one-kind-of-label": "все метки одинаковы: порог по ним не подобрать",
      "judge-missing": "для части меток судья оценки не дал",
    },
    variations: {
      "criteria-order": "повторы различаются порядком критериев",
      temperature: "повторы различаются случайностью модели (температура)",
      none: "повторов нет, или они ничем не различаются",
    },
  },
  en: {
    faults: {
      "judge-empty": "the judge answered nothing",
      "judge-unreadable": "the judge's answer holds no score",
      "judge-ambiguous": "the judge's answer holds several scores",
      "judge-echo": "the judge repeated the judged text instead of scoring it",
      "judge-wrong-nonce": "the judge's answer is to another question",
      "judge-incomplete": "the judge's answer lacks scores",
      "judge-off-scale": "the judge's score is off the scale",
      "judge-cut": "the judge's answer was cut: raise maxTokens",
      "judge-refused": "the judge refused to score",
      "judge-split": "the judges are split evenly, or most of them said nothing",
      "no-prediction": "the model gave no answer to judge",
    },
    calibration: {
      "low-agreement": "the judge agrees poorly with people (kappa below 0.6): no decision should rest on its scores",
      "few-labels": "there are fewer than 30 labels: the intervals are wide",
      "one-kind-of-label": "all labels are alike: no threshold can be found by them",
      "judge-missing": "the judge gave no score for some of the labels",
    },
    variations: {
      "criteria-order": "repeats differ by the order of the criteria",
      temperature: "repeats differ by the model's chance (temperature)",
      none: "there are no repeats, or nothing sets them apart",
    },
  },
});
