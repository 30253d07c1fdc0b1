import { defineText } from "./define-text.ts";

/** What rollback says of canaries that nobody drives any more. */
export const reconciliationText = defineText({
  ru: {
    title: "Сверка весов",
    inOrder: "Все веса такие, какими были даны; ничего не изменено.",
    abandoned: (count: string) => `Брошено новых версий: ${count}. Срок их веса истёк, трафик с них снят.`,
    moved: (count: string) =>
      `Весов, которые изменил кто-то другой: ${count}. Чужое решение не отменяется; если это сделал Terraform, запустите с only: recorded.`,
    restored: (count: string) => `Возвращено весов, которые изменил кто-то другой: ${count}.`,
    endpoint: "Точка доступа",
    what: "Состояние",
    before: "Доля новой версии до сверки",
    after: "После",
    lease: "Вес действовал до",
    findings: { "in-order": "в порядке", abandoned: "брошена", moved: "изменён не нами" },
  },
  en: {
    title: "Reconciling weights",
    inOrder: "All weights are as they were given; nothing was changed.",
    abandoned: (count: string) =>
      `Abandoned canaries: ${count}. Their leases ran out, and their traffic was taken away.`,
    moved: (count: string) =>
      `Weights that somebody else moved: ${count}. Nobody's decision is undone; if it was Terraform, run it with only: recorded.`,
    restored: (count: string) =>
      `Weights that somebody else had moved and that are as they were given again: ${count}.`,
    endpoint: "Endpoint",
    what: "State",
    before: "The canary's share before",
    after: "After",
    lease: "The weight held until",
    findings: { "in-order": "in order", abandoned: "abandoned", moved: "not moved by us" },
  },
});
