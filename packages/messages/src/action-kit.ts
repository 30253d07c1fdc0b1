import { defineText } from "./define-text.ts";

/** How an action that did not finish says so. */
export const failureText = defineText({
  ru: {
    "bad-input": "неверные входные данные",
    failed: "шаг не выполнен",
    bug: "ошибка в самом инструменте",
    code: "Код",
    provider: "Провайдер",
    status: "HTTP-статус",
    hint: "Что делать",
  },
  en: {
    "bad-input": "bad input",
    failed: "the step failed",
    bug: "a bug of the toolkit itself",
    code: "Code",
    provider: "Provider",
    status: "HTTP status",
    hint: "What to do",
  },
});
