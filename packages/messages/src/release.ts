import { defineText } from "./define-text.ts";

export const releaseText = defineText({
  ru: {
    pipeline: "Выпуск по шагам",
    stages: {
      data: "данные",
      training: "обучение",
      evaluation: "оценка",
      registry: "реестр",
      deploy: "запуск",
      smoke: "проверка",
      canary: "canary",
      outcome: { promoted: "продвинута", "rolled-back": "откат" },
    },
    training: "Обучение",
    evaluation: "Оценка на тестовой выборке",
    canary: "Трафик и доказательства",
    f1: (value: string) => `F1 ${value}`,
    loss: (value: string) => `loss ${value}`,
    looks: (count: string) => `просмотров: ${count}`,
  },
  en: {
    pipeline: "The release, stage by stage",
    stages: {
      data: "data",
      training: "training",
      evaluation: "evaluation",
      registry: "registry",
      deploy: "deploy",
      smoke: "smoke test",
      canary: "canary",
      outcome: { promoted: "promoted", "rolled-back": "rolled back" },
    },
    training: "Training",
    evaluation: "Evaluation on the test set",
    canary: "Traffic and evidence",
    f1: (value: string) => `F1 ${value}`,
    loss: (value: string) => `loss ${value}`,
    looks: (count: string) => `looks: ${count}`,
  },
});
