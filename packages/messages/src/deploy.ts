import { defineText } from "./define-text.ts";

export const deployText = defineText({
  ru: {
    titles: { deploy: "Развёртывание", promote: "Продвижение модели", rollback: "Откат" },
    deployed: (ref: string) => `Модель ${ref} запущена.`,
    underWay: (ref: string, since: string, reason: string) =>
      `Развёртывание модели ${ref} запрошено ${since} и ещё идёт (${reason}). Трафик до его конца остаётся прежним, если его не переносит по частям сам SageMaker.`,
    collectIt:
      "Чем оно кончилось, покажет deploy с mode: collect и теми же входами — в этом или в любом следующем запуске.",
    firstDeployment: "Это первое развёртывание: модель получает весь трафик.",
    standsBeside: "Кандидат стоит рядом с действующей моделью и пока не получает трафика.",
    standsAsShadow: (percent: string) =>
      `Кандидат стоит тенью: он получает копии ${percent} запросов, и его ответов никто не видит.`,
    tookOver: "Модель заменила прежнюю и получает весь трафик.",
    promoted: (ref: string, previous: string) => `Модель ${ref} получает 100 % трафика; прежняя — ${previous}.`,
    bakes: (until: string) =>
      `Прежняя модель ещё стоит: до ${until} rollback возвращает трафик сразу. Потом её уберёт promote с only: bake.`,
    rolledBack: (ref: string) => `Трафик целиком на ${ref}; кандидат остановлен.`,
    nothingToRollBack: (ref: string) => `Кандидата нет; весь трафик на ${ref}.`,
    manifestWritten: (ref: string, path: string) =>
      `Манифест модели ${ref} записан в ${path}; в кластере ничего не изменено.`,
    manifestNext:
      "Закоммитьте манифест: его применит ваш GitOps-агент. Затем deploy с kubernetes-follow: true дождётся модели, а promote и rollback управляют движком.",
    forced: (reason: string) => `Продвинуто принудительно, доказательства не требовались; причина: ${reason}`,
    hosting: {
      serverless: "SageMaker, без собственных серверов (serverless)",
      async: "SageMaker, асинхронно: запросы ждут в очереди, ответы ложатся в S3",
      "inference-component": "SageMaker, копии на общих серверах (inference component)",
    },
    field: "Поле",
    value: "Значение",
    fields: {
      endpoint: "Адрес",
      baseline: "Действующая модель",
      canary: "Кандидат",
      previous: "Прежняя модель",
      version: "Версия",
      evidence: "Доказательства",
      hosting: "Размещение",
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
      shadow:
        "Кандидат стоит тенью: пользователям отвечает только действующая модель, и снимать трафик не нужно. Копии запросов прекращает действие rollback.",
      components:
        "Действие rollback возвращает копии прежней модели партиями, пока promote её не убрал. До этого она остаётся в SageMaker под таким именем:",
      scaled:
        "Пока точка доступа меняется, автомасштабирование приостановлено; действия deploy, promote и rollback его возобновляют. Если прогон прервали и ни одно из них больше не запускали, проверьте его (SuspendedState) этой командой:",
      abort: "1. Вернуть весь трафик действующей модели",
      share: "1. Снять трафик с кандидата",
      checkEngine: "2. Проверить, у кого трафик",
      revert: "3. Вернуть в Git прежний манифест",
      revertIntro:
        "Пока в Git остаётся манифест кандидата, движок держит выпуск прерванным, а следующая правка манифеста начнёт его снова.",
      redeployGit:
        "Кандидата нет. Прежнюю модель возвращает прежний манифест: верните его в Git, и движок выпустит её по тем же шагам.",
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
    underWay: (ref: string, since: string, reason: string) =>
      `The deployment of ${ref} was asked for at ${since} and is still going on (${reason}). Until its end the traffic stays as it was, unless SageMaker itself moves it step by step.`,
    collectIt: "How it ended is told by deploy with mode: collect and the same inputs, in this or any later run.",
    firstDeployment: "This is the first deployment: the model gets all traffic.",
    standsBeside: "The candidate stands beside the model in service and gets no traffic yet.",
    standsAsShadow: (percent: string) =>
      `The candidate stands as a shadow: it gets copies of ${percent} of the requests, and nobody sees its answers.`,
    tookOver: "The model took the place of the one before and gets all traffic.",
    promoted: (ref: string, previous: string) =>
      `The model ${ref} gets 100 % of the traffic; before it was ${previous}.`,
    bakes: (until: string) =>
      `The model before still stands: until ${until} a rollback switches back at once. Then promote with only: bake removes it.`,
    rolledBack: (ref: string) => `All traffic is on ${ref}; the candidate was stopped.`,
    nothingToRollBack: (ref: string) => `There is no candidate; all traffic is on ${ref}.`,
    manifestWritten: (ref: string, path: string) =>
      `The manifest of ${ref} is in ${path}; nothing was changed in the cluster.`,
    manifestNext:
      "Commit the manifest: your GitOps agent applies it. Then deploy with kubernetes-follow: true waits for the model, and promote and rollback drive the engine.",
    forced: (reason: string) => `Promoted by force, whatever the evidence says, because: ${reason}`,
    hosting: {
      serverless: "SageMaker, without servers of its own (serverless)",
      async: "SageMaker, asynchronously: requests wait in line, answers are laid in S3",
      "inference-component": "SageMaker, copies on shared servers (inference component)",
    },
    field: "Field",
    value: "Value",
    fields: {
      endpoint: "Address",
      baseline: "Model in service",
      canary: "Candidate",
      previous: "Model before",
      version: "Version",
      evidence: "Evidence",
      hosting: "Hosting",
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
      shadow:
        "The candidate stands as a shadow: the model in service alone answers users, and there is no traffic to take away. The action rollback ends the copies.",
      components:
        "The action rollback gives the copies back to the previous model, batch by batch, until promote has removed it. Until then it stays at SageMaker under this name:",
      scaled:
        "Autoscaling is suspended while the endpoint changes; the actions deploy, promote and rollback resume it. If a run was cut short and none of them was run again, check it (SuspendedState) by this command:",
      abort: "1. Give all traffic back to the model in service",
      share: "1. Take the traffic from the candidate",
      checkEngine: "2. Check who has the traffic",
      revert: "3. Put the manifest from before back into Git",
      revertIntro:
        "As long as Git has the candidate's manifest, the engine holds the rollout aborted, and the next change of the manifest begins it again.",
      redeployGit:
        "There is no candidate. The manifest from before brings the previous model back: put it back into Git, and the engine rolls it out by the same steps.",
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
    asked: {
      "cold-start": "Сервер: первый ответ",
      model: "Сервер: имя модели",
      version: "Сервер: версия модели",
      adapter: "Сервер: адаптер",
      "context-length": "Сервер: длина контекста",
      tokenizer: "Сервер: токенизатор",
      streaming: "Сервер: потоковый ответ",
      concurrency: "Сервер: одновременные запросы",
      tls: "Сервер: TLS",
      auth: "Сервер: доступ по токену",
    },
    problems: {
      contains: (expected: string) => `нет текста «${expected}»`,
      equals: (expected: string) => `ожидалось «${expected}»`,
      regex: (expected: string) => `не подходит под /${expected}/`,
      "json-schema": (expected: string) => `JSON не по схеме: ${expected}`,
      latency: (expected: string) => `дольше ${expected}`,
      tokens: (expected: string) => `больше ${expected} токенов`,
      "finish-reason": (expected: string) => `finish_reason не ${expected}`,
      model: (expected: string) => `сервер называет себя не «${expected}»`,
      unsaid: (missing: string) => `сервер этого не сообщает: нет ответа на ${missing}`,
      version: (expected: string) => `сервер не называет версию «${expected}»`,
      adapter: (expected: string) => `адаптер «${expected}» не загружен`,
      "context-length": (expected: string) => `контекст не ${expected} токенов`,
      "context-short": (expected: string) => `запрос почти на ${expected} токенов не принят целиком`,
      "context-long": (expected: string) => `запрос длиннее ${expected} токенов не отклонён`,
      "token-ids": (expected: string) => `токены не ${expected}`,
      "token-count": (expected: string) => `число токенов не ${expected}`,
      "not-streamed": (expected: string) => `ответ пришёл не потоком (${expected})`,
      "short-stream": (least: string) =>
        `в ответе меньше ${least} частей: потока не видно, нужен вопрос с ответом длиннее`,
      "held-back": (bursts: string) => `ответ задержан и отдан крупными порциями (порций/частей: ${bursts})`,
      "no-done": (expected: string) => `поток не кончается на ${expected}`,
      "concurrent-failures": (share: string) => `одновременных запросов без ответа: ${share}`,
      "concurrent-slow": (times: string) => `одновременные запросы дольше одиночного более чем в ${times} раз`,
      "cold-start": (limit: string) => `нет ответа за ${limit}`,
      "no-tls": (expected: string) => `адрес начинается не с ${expected}`,
      certificate: (reason: string) => `соединение по TLS не удалось: ${reason}`,
      "plain-http": (status: string) => `без TLS сервер тоже отвечает: ${status}`,
      open: (status: string) => `без токена не отказано: ${status}`,
      "any-token": (status: string) => `с неверным токеном не отказано: ${status}`,
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
    asked: {
      "cold-start": "Server: first answer",
      model: "Server: name of the model",
      version: "Server: version of the model",
      adapter: "Server: adapter",
      "context-length": "Server: context length",
      tokenizer: "Server: tokenizer",
      streaming: "Server: streamed answer",
      concurrency: "Server: requests at once",
      tls: "Server: TLS",
      auth: "Server: access by token",
    },
    problems: {
      contains: (expected: string) => `the text “${expected}” is missing`,
      equals: (expected: string) => `“${expected}” was expected`,
      regex: (expected: string) => `does not match /${expected}/`,
      "json-schema": (expected: string) => `JSON breaks the schema: ${expected}`,
      latency: (expected: string) => `took longer than ${expected}`,
      tokens: (expected: string) => `more than ${expected} tokens`,
      "finish-reason": (expected: string) => `finish_reason is not ${expected}`,
      model: (expected: string) => `the server does not say it is “${expected}”`,
      unsaid: (missing: string) => `the server does not say it: no answer to ${missing}`,
      version: (expected: string) => `the server does not name the version “${expected}”`,
      adapter: (expected: string) => `the adapter “${expected}” is not loaded`,
      "context-length": (expected: string) => `the context is not ${expected} tokens`,
      "context-short": (expected: string) => `a request of nearly ${expected} tokens is not taken whole`,
      "context-long": (expected: string) => `a request longer than ${expected} tokens is not refused`,
      "token-ids": (expected: string) => `the tokens are not ${expected}`,
      "token-count": (expected: string) => `the number of tokens is not ${expected}`,
      "not-streamed": (expected: string) => `the answer did not come as a stream (${expected})`,
      "short-stream": (least: string) => `fewer than ${least} pieces: no stream can be seen, ask for a longer answer`,
      "held-back": (bursts: string) => `the answer is held back and comes in large parts (parts/pieces: ${bursts})`,
      "no-done": (expected: string) => `the stream does not end with ${expected}`,
      "concurrent-failures": (share: string) => `requests at once without an answer: ${share}`,
      "concurrent-slow": (times: string) => `requests at once take more than ${times} times as long as one alone`,
      "cold-start": (limit: string) => `no answer within ${limit}`,
      "no-tls": (expected: string) => `the address does not begin with ${expected}`,
      certificate: (reason: string) => `the connection by TLS failed: ${reason}`,
      "plain-http": (status: string) => `the server answers without TLS, too: ${status}`,
      open: (status: string) => `not refused without a token: ${status}`,
      "any-token": (status: string) => `not refused with a wrong token: ${status}`,
      failed: (expected: string) => `the request failed: ${expected}`,
    },
  },
});

/** Statuses of a deployment at GitHub, which cuts them to 140 characters. */
export const deploymentStatusText = defineText({
  ru: {
    deploying: (model: string, strategy: string) => `${strategy}: запускается ${model}`,
    submitted: (model: string) => `Запрошено, ещё не готово: ${model}`,
    standing: (model: string) => `Без трафика, ждёт проверки: ${model}`,
    serving: (model: string) => `Обслуживает все запросы: ${model}`,
    baking: (model: string, until: string) => `Обслуживает все запросы, прежняя модель ждёт до ${until}: ${model}`,
    failed: (reason: string) => `Не удалось: ${reason}`,
    judging: (endpoint: string) => `Проверяется на трафике: ${endpoint}`,
    passed: (looks: number) => `Проверка трафиком пройдена, взглядов: ${looks}; ждёт promote`,
    undecided: (reasons: string) => `Проверка трафиком пока без решения: ${reasons}`,
    failedGate: (reasons: string) => `Проверка трафиком не пройдена: ${reasons}`,
    promoting: (model: string) => `Получает весь трафик: ${model}`,
    interrupted: (model: string) => `Прервано на полпути; запросы обслуживает: ${model}`,
    rollingBack: (model: string) => `Откат, трафик снимается: ${model}`,
    rolledBack: (gone: string, model: string) => `Откат: вместо ${gone} работает ${model}`,
  },
  en: {
    deploying: (model: string, strategy: string) => `${strategy}: ${model} is starting`,
    submitted: (model: string) => `Asked for, and not ready yet: ${model}`,
    standing: (model: string) => `Without traffic, to be checked: ${model}`,
    serving: (model: string) => `Has all traffic: ${model}`,
    baking: (model: string, until: string) => `Has all traffic, the model before waits until ${until}: ${model}`,
    failed: (reason: string) => `Failed: ${reason}`,
    judging: (endpoint: string) => `Judged by its traffic: ${endpoint}`,
    passed: (looks: number) => `Passed by its traffic, looks: ${looks}; waits for promote`,
    undecided: (reasons: string) => `Undecided by its traffic so far: ${reasons}`,
    failedGate: (reasons: string) => `Failed by its traffic: ${reasons}`,
    promoting: (model: string) => `Gets all traffic: ${model}`,
    interrupted: (model: string) => `Ended in the middle; the traffic has: ${model}`,
    rollingBack: (model: string) => `Rollback, loses its traffic: ${model}`,
    rolledBack: (gone: string, model: string) => `Rolled back: ${model} serves in place of ${gone}`,
  },
});
