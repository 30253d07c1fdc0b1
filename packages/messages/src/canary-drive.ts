import { defineText } from "./define-text.ts";

/** What canary-gate says of the weights that it moves. */
export const canaryDriveText = defineText({
  ru: {
    heading: "Трафик",
    between: (passed: string, steps: string) =>
      `Пройдено ${passed} из ${steps} шагов плана, против новой версии ничто не свидетельствует. Выпуск ещё не окончен.`,
    place: (passed: string, steps: string) => `Шагов плана пройдено: ${passed} из ${steps}.`,
    weight: (weight: string, deployment: string) => `Сейчас новая версия получает ${weight} трафика (${deployment}).`,
    lease: (until: string) =>
      `Этот вес действует до ${until}. Если до тех пор его никто не продлит, трафик вернётся к базовой версии; на SageMaker это делает процесс reconcile.`,
    ends: {
      passed: "План пройден целиком: выпуск можно продвигать (действие promote).",
      "rolled-back": "Новая версия больше не получает трафика.",
      aborted:
        "Просмотр не дал решения, а on-inconclusive: abort велит в этом случае закончить: трафика у новой версии больше нет.",
      "timed-out":
        "Время выпуска (max-duration) вышло раньше плана: трафика у новой версии больше нет. Новый выпуск начнётся со своего state.",
    },
    goesOn: "Выпуск не окончен: следующий запуск продолжит с этого места.",
    stopped: "Время вышло раньше плана, поэтому вес снят. Следующий запуск с тем же state продолжит с этого шага.",
    notes: {
      "lease-lapsed":
        "До просмотра срок веса истёк, и новая версия осталась без трафика. Вес дан снова, а то, что пришло в промежутке, не учтено.",
    },
  },
  en: {
    heading: "Traffic",
    between: (passed: string, steps: string) =>
      `${passed} of ${steps} steps of the plan are done, and nothing speaks against the new version. The rollout is not over yet.`,
    place: (passed: string, steps: string) => `Steps of the plan that are done: ${passed} of ${steps}.`,
    weight: (weight: string, deployment: string) =>
      `The new version gets ${weight} of the traffic now (${deployment}).`,
    lease: (until: string) =>
      `This weight holds until ${until}. Unless it is renewed by then, the traffic goes back to the baseline; on SageMaker the workflow reconcile sees to that.`,
    ends: {
      passed: "The whole plan is done: the release can be promoted (action promote).",
      "rolled-back": "The new version gets no traffic any more.",
      aborted:
        "A look could not decide, and on-inconclusive: abort ends the rollout then: the new version gets no traffic any more.",
      "timed-out":
        "The rollout's time (max-duration) was over before its plan was: the new version gets no traffic any more. The next rollout begins with a state of its own.",
    },
    goesOn: "The rollout is not over: the next run goes on from here.",
    stopped:
      "Time was over before the plan was, so the weight was taken away. The next run with the same state goes on at this step.",
    notes: {
      "lease-lapsed":
        "The weight's lease was over before the look, and the new version had no traffic. It was given its weight again, and what came in between does not count.",
    },
  },
});
