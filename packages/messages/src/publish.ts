import { defineText } from "./define-text.ts";

/** What an action adds of its own to a comment, a check and the summary. */
export const publishText = defineText({
  ru: {
    cut: (url: string) => `_Текст сокращён. Отчёт целиком — на [странице запуска](${url})._`,
    footer: (commit: string, url: string) => `Коммит ${commit}, [страница запуска](${url})`,
    progress: (done: string, total: string) => `Оценка идёт: обработано строк ${done} из ${total}.`,
    fork: "Пул-реквест из форка: его токен только читает, поэтому комментарий и проверка не написаны.",
    "not-written": {
      comment: "Комментарий к пул-реквесту не написан",
      check: "Проверка коммита не написана",
    },
  },
  en: {
    cut: (url: string) => `_The text is shortened. The whole report is on [the page of the run](${url})._`,
    footer: (commit: string, url: string) => `Commit ${commit}, [page of the run](${url})`,
    progress: (done: string, total: string) => `The evaluation is running: ${done} of ${total} rows are done.`,
    fork: "This pull request comes from a fork: its token can only read, so no comment and no check was written.",
    "not-written": {
      comment: "The comment on the pull request was not written",
      check: "The check of the commit was not written",
    },
  },
});
