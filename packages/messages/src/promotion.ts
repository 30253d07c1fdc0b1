import type { Language, PromotionIntent } from "#contracts";
import { defineText } from "./define-text.ts";

export const promotionText = defineText({
  ru: {
    titles: { promoted: "Продвижение модели", "rolled-back": "Откат модели" },
    done: {
      promoted: (name: string, alias: string) => `Псевдоним ${alias} модели ${name} переставлен во всех реестрах.`,
      "rolled-back": (name: string, alias: string) => `Псевдоним ${alias} модели ${name} возвращён во всех реестрах.`,
    },
    proposed: (name: string, alias: string, where: string) =>
      `Псевдоним ${alias} модели ${name} пока не переставлен: он ждёт слияния ${where}. До слияния не меняется ничего; после него запустите этот шаг ещё раз.`,
    nothing: (name: string, alias: string) =>
      `Псевдоним ${alias} модели ${name} уже стоит где нужно; ничего не изменено.`,
    kept: {
      "no-record": (alias: string) => `Псевдоним ${alias} не тронут: записи о продвижении нет.`,
      "in-service": (alias: string) =>
        `Псевдоним ${alias} не тронут: последняя продвинутая модель и обслуживает запросы.`,
      unrelated: (alias: string) =>
        `Псевдоним ${alias} не тронут: запись о продвижении не объясняет модель, которая обслуживает запросы.`,
    },
    settled: {
      finished: (actor: string, time: string) => `Доведено до конца то, что не закончил запуск ${actor} от ${time}.`,
      undone: (actor: string, time: string) => `Отменено то, что не закончил запуск ${actor} от ${time}.`,
    },
    forced: (reason: string) => `Продвинуто принудительно, доказательства не требовались; причина: ${reason}`,
    deployment: {
      written: "Записано как deployment в GitHub.",
      "no-token": "Deployment в GitHub не записан: нет токена.",
      failed: (reason: string) => `Deployment в GitHub не записан: ${reason}`,
    },
    legs: "Реестры",
    registry: "Реестр",
    from: "Было",
    to: "Стало",
    wanted: "Станет после слияния",
    none: "не задан",
    evidence: "Доказательства",
    file: "Файл",
    digest: "SHA-256",
    entries: "Запись о продвижениях",
    time: "Когда",
    event: "Что",
    events: { promoted: "продвинута", "rolled-back": "откат" },
    actor: "Кто",
    run: "Запуск",
    status: {
      proposed: {
        promoted: (model: string, alias: string) => `${model} ждёт слияния, чтобы получить ${alias}`,
        "rolled-back": (model: string, alias: string) => `${alias} вернётся к ${model} после слияния`,
      },
      done: {
        promoted: (model: string, alias: string) => `${model} получила ${alias}`,
        "rolled-back": (model: string, alias: string) => `${alias} возвращён: ${model}`,
      },
      undone: {
        promoted: (model: string) => `Продвижение отменено: ${model}`,
        "rolled-back": (model: string) => `Откат отменён: ${model}`,
      },
    },
  },
  en: {
    titles: { promoted: "Promotion", "rolled-back": "Rollback" },
    done: {
      promoted: (name: string, alias: string) => `The alias ${alias} of ${name} was moved in all registries.`,
      "rolled-back": (name: string, alias: string) => `The alias ${alias} of ${name} was moved back in all registries.`,
    },
    proposed: (name: string, alias: string, where: string) =>
      `The alias ${alias} of ${name} has not moved: it waits for the merge of ${where}. Nothing changes before that; run this step again after it.`,
    nothing: (name: string, alias: string) =>
      `The alias ${alias} of ${name} is where it should be; nothing was changed.`,
    kept: {
      "no-record": (alias: string) => `The alias ${alias} was left alone: there is no record of a promotion.`,
      "in-service": (alias: string) =>
        `The alias ${alias} was left alone: the model that was promoted last is the one in service.`,
      unrelated: (alias: string) =>
        `The alias ${alias} was left alone: the record does not explain the model that is in service.`,
    },
    settled: {
      finished: (actor: string, time: string) => `What a run of ${actor} of ${time} had left half-done was finished.`,
      undone: (actor: string, time: string) => `What a run of ${actor} of ${time} had left half-done was undone.`,
    },
    forced: (reason: string) => `Promoted by force, whatever the evidence says, because: ${reason}`,
    deployment: {
      written: "Recorded as a deployment at GitHub.",
      "no-token": "No GitHub deployment was written: there is no token.",
      failed: (reason: string) => `No GitHub deployment was written: ${reason}`,
    },
    legs: "Registries",
    registry: "Registry",
    from: "Before",
    to: "Now",
    wanted: "After the merge",
    none: "unset",
    evidence: "Evidence",
    file: "File",
    digest: "SHA-256",
    entries: "Record of promotions",
    time: "When",
    event: "What",
    events: { promoted: "promoted", "rolled-back": "rolled back" },
    actor: "Who",
    run: "Run",
    status: {
      proposed: {
        promoted: (model: string, alias: string) => `${model} waits for a merge to be ${alias}`,
        "rolled-back": (model: string, alias: string) => `${alias} goes back to ${model} after a merge`,
      },
      done: {
        promoted: (model: string, alias: string) => `${model} is ${alias}`,
        "rolled-back": (model: string, alias: string) => `${alias} is back at ${model}`,
      },
      undone: {
        promoted: (model: string) => `promotion undone: ${model}`,
        "rolled-back": (model: string) => `rollback undone: ${model}`,
      },
    },
  },
});

/** One line for a deployment's status. */
export function promotionStatus(
  { name, alias, event, legs }: Pick<PromotionIntent, "name" | "alias" | "event" | "legs">,
  outcome: "proposed" | "done" | "undone",
  language: Language,
): string {
  return promotionText[language].status[outcome][event](`${name} ${legs[0]?.to ?? ""}`.trim(), alias);
}

/** Of the pull request that proposes to move an alias. Names and versions are held to their own rules, so they need no quoting. */
export const proposalText = defineText({
  ru: {
    title: (name: string, alias: string, from: string | undefined, to: string) =>
      `${name}: ${alias} ${from === undefined ? "" : `с ${from} `}на ${to}`,
    body: (name: string, alias: string, from: string | undefined, to: string, run: string) =>
      [
        `Псевдоним \`${alias}\` модели \`${name}\` переходит ${from === undefined ? "" : `с \`${from}\` `}на \`${to}\`, когда этот pull request будет влит; до того ничего не меняется.`,
        "Запись о продвижении лежит в этой же ветке, доказательства уже лежат при версии. Чтобы отказаться, закройте его.",
        ...(run === "" ? [] : [`Запуск: ${run}`]),
      ].join("\n\n"),
  },
  en: {
    title: (name: string, alias: string, from: string | undefined, to: string) =>
      `${name}: ${alias} ${from === undefined ? "" : `from ${from} `}to ${to}`,
    body: (name: string, alias: string, from: string | undefined, to: string, run: string) =>
      [
        `The alias \`${alias}\` of the model \`${name}\` moves ${from === undefined ? "" : `from \`${from}\` `}to \`${to}\` when this pull request is merged; until then nothing changes.`,
        "The record of the promotion is on the same branch; its evidence lies beside the version already. Close it to decline.",
        ...(run === "" ? [] : [`Run: ${run}`]),
      ].join("\n\n"),
  },
});
