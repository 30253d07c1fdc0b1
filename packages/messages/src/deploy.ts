import { defineText } from "./define-text.ts";

export const deployText = defineText({
  ru: {
    titles: { deploy: "Развёртывание", promote: "Продвижение модели", rollback: "Откат" },
    deployed: (ref: string) => `Модель ${ref} запущена.`,
    firstDeployment: "Это первое развёртывание: модель получает весь трафик.",
    standsBeside: "Кандидат стоит рядом с действующей моделью и пока не получает трафика.",
    promoted: (ref: string, previous: string) => `Модель ${ref} получает 100 % трафика; прежняя — ${previous}.`,
    rolledBack: (ref: string) => `Трафик целиком на ${ref}; кандидат остановлен.`,
    nothingToRollBack: (ref: string) => `Кандидата нет; весь трафик на ${ref}.`,
    forced: (reason: string) => `Продвинуто без доказательств, причина: ${reason}`,
    field: "Поле",
    value: "Значение",
    fields: {
      endpoint: "Адрес",
      baseline: "Действующая модель",
      canary: "Кандидат",
      previous: "Прежняя модель",
      version: "Версия",
      evidence: "Доказательства",
    },
    none: "нет",
    ask: "Проверить ответ",
    plan: {
      title: (endpoint: string) => `План отката: ${endpoint}`,
      intro: "Команды ниже убирают кандидата из трафика. Их можно выполнить в любой момент и сколько угодно раз.",
      weight: "1. Снять весь трафик с кандидата",
      detach: "2. Отключить кандидата от маршрутизатора",
      check: "3. Проверить, что действующая модель отвечает",
      socketIntro:
        "Трафик ведёт HAProxy. Если процесс router, который хранит веса, не отвечает на команды выше, вес снимается прямо через сокет HAProxy; аренда веса кончается в HAProxy и сама, даже когда все остальные процессы остановлены.",
      socket: "4. Если не вышло: снять вес через сокет HAProxy",
      socketCheck: "5. Прочитать, что HAProxy делает сейчас: роли и вес (порог:срок:доля)",
      restoreIntro:
        "Команда ниже возвращает конфигурацию Ray Serve, которая действовала до развёртывания, целиком: изменения других приложений, сделанные после этого, она отменит тоже. Где возможно, запускайте действие rollback: оно трогает только эту точку доступа.",
      restore: "1. Вернуть прежнюю конфигурацию",
      weightIntro:
        "Команда ниже снимает трафик с кандидата. SageMaker отклоняет её, пока меняет точку доступа: тогда повторите её через минуту.",
      nothingBefore: "До этого развёртывания точки доступа не было: возвращаться не к чему.",
      redeploy:
        "SageMaker сам возвращает прежнюю конфигурацию, если новая модель не запускается. После замены прежнюю модель возвращает действие deploy с такими параметрами:",
      checkVariants: "Проверить состояние точки доступа и веса её вариантов",
      checkRouter: "2. Проверить, что маршрутизатор отвечает и кандидат не получает трафика",
      record:
        "После этого запустите действие rollback: оно остановит сервер кандидата и запишет откат в deployment.json.",
    },
  },
  en: {
    titles: { deploy: "Deployment", promote: "Promotion", rollback: "Rollback" },
    deployed: (ref: string) => `The model ${ref} is up.`,
    firstDeployment: "This is the first deployment: the model gets all traffic.",
    standsBeside: "The candidate stands beside the model in service and gets no traffic yet.",
    promoted: (ref: string, previous: string) =>
      `The model ${ref} gets 100 % of the traffic; before it was ${previous}.`,
    rolledBack: (ref: string) => `All traffic is on ${ref}; the candidate was stopped.`,
    nothingToRollBack: (ref: string) => `There is no candidate; all traffic is on ${ref}.`,
    forced: (reason: string) => `Promoted without evidence, because: ${reason}`,
    field: "Field",
    value: "Value",
    fields: {
      endpoint: "Address",
      baseline: "Model in service",
      canary: "Candidate",
      previous: "Model before",
      version: "Version",
      evidence: "Evidence",
    },
    none: "none",
    ask: "Ask it",
    plan: {
      title: (endpoint: string) => `Rollback plan: ${endpoint}`,
      intro:
        "The commands below take the candidate out of the traffic. They can be run at any time, any number of times.",
      weight: "1. Take all traffic from the candidate",
      detach: "2. Detach the candidate from the router",
      check: "3. Check that the model in service answers",
      socketIntro:
        "HAProxy carries the traffic. If the process router, which keeps the weights, does not answer the commands above, the weight is taken away by HAProxy's own socket; a leased weight ends in HAProxy by itself, even when every other process is gone.",
      socket: "4. If that failed: take the weight away by HAProxy's socket",
      socketCheck: "5. Read what HAProxy does now: roles and weight (threshold:expiry:share)",
      restoreIntro:
        "The command below puts back the whole config of Ray Serve from before the deployment: it also undoes what was changed in other applications since. Where you can, run the action rollback: it touches this endpoint alone.",
      restore: "1. Put the previous config back",
      weightIntro:
        "The command below takes the traffic from the candidate. SageMaker refuses it while it changes the endpoint: then repeat it a minute later.",
      nothingBefore: "There was no endpoint before this deployment: there is nothing to go back to.",
      redeploy:
        "SageMaker puts the previous configuration back by itself when the new model does not start. After the replacement, the action deploy brings the previous model back with these inputs:",
      checkVariants: "Check the state of the endpoint and the weights of its variants",
      checkRouter: "2. Check that the router answers and the candidate gets no traffic",
      record:
        "Then run the action rollback: it stops the candidate's server and writes the rollback to deployment.json.",
    },
  },
});

export const smokeText = defineText({
  ru: {
    title: "Проверка перед трафиком",
    probe: "Проба",
    outcome: "Итог",
    ok: "пройдена",
    got: "Получено",
    latency: "Время",
    problems: {
      contains: (expected: string) => `нет текста «${expected}»`,
      equals: (expected: string) => `ожидалось «${expected}»`,
      regex: (expected: string) => `не подходит под /${expected}/`,
      "json-schema": (expected: string) => `JSON не по схеме: ${expected}`,
      latency: (expected: string) => `дольше ${expected}`,
      tokens: (expected: string) => `больше ${expected} токенов`,
      "finish-reason": (expected: string) => `finish_reason не ${expected}`,
      model: (expected: string) => `сервер называет себя не «${expected}»`,
      failed: (expected: string) => `запрос не удался: ${expected}`,
    },
  },
  en: {
    title: "Smoke test",
    probe: "Probe",
    outcome: "Outcome",
    ok: "passed",
    got: "Got",
    latency: "Time",
    problems: {
      contains: (expected: string) => `the text “${expected}” is missing`,
      equals: (expected: string) => `“${expected}” was expected`,
      regex: (expected: string) => `does not match /${expected}/`,
      "json-schema": (expected: string) => `JSON breaks the schema: ${expected}`,
      latency: (expected: string) => `took longer than ${expected}`,
      tokens: (expected: string) => `more than ${expected} tokens`,
      "finish-reason": (expected: string) => `finish_reason is not ${expected}`,
      model: (expected: string) => `the server does not say it is “${expected}”`,
      failed: (expected: string) => `the request failed: ${expected}`,
    },
  },
});
