import { defineText } from "./define-text.ts";

/** Comments of the Kubernetes manifests. */
export const manifestText = defineText({
  ru: {
    made: "Создано действием deploy (genai-mlops). Правки перезапишет следующее развёртывание: меняйте входы действия.",
    argo: "Нужны в кластере: Argo Rollouts, его плагин argoproj-labs/gatewayAPI и Gateway API v1.\nЭтот файл применяет ваш GitOps-агент; genai-mlops его не применяет.",
    kserve:
      "Нужны в кластере: KServe и Knative. Режим только Serverless: в остальных режимах KServe не делит трафик между ревизиями.\nЭтот файл применяет ваш GitOps-агент; genai-mlops его не применяет.",
    steps:
      "После каждого шага выпуск ждёт, пока его переведут дальше: kubectl argo rollouts promote — на шаг, действия promote и rollback — до конца. Git этого не видит: меняется только status.",
    idle: "Кандидат стоит рядом с действующей моделью и не получает запросов.",
    all: "Все запросы у кандидата, прежняя модель ещё готова принять их обратно.",
    route:
      "Веса меняет плагин Argo Rollouts. Argo CD: добавьте в ignoreDifferences выражение .spec.rules[].backendRefs[].weight",
    gpu: "Карт на одну реплику.",
    model: "Модель закреплена по SHA-256: новая версия меняет шаблон пода, и с этого начинается выпуск.",
    token: "Моделью управляют снаружи: доступ к API кластера серверу не нужен.",
    shm: "vLLM обменивается данными между процессами через общую память.",
    canaryPercent:
      "Новая версия начинает без запросов; долю меняют прямо в кластере (kubectl patch), до конца её доводят действия promote и rollback.\nArgo CD: добавьте путь /spec/predictor/canaryTrafficPercent в ignoreDifferences, но без RespectIgnoreDifferences:\nс ним новая версия сразу получила бы долю прежней. Flux: на время выпуска приостановите Kustomization.\nПосле продвижения действие promote убирает эту строку.",
    annotations:
      "KServe переносит аннотации в ревизию Knative: изменить их — значит запустить модель заново. Состояние выпуска хранится в ConfigMap.",
    disruption: "При обслуживании узлов кластер выселяет не больше одного пода за раз.",
  },
  en: {
    made: "Made by the action deploy (genai-mlops). The next deployment overwrites edits: change the action's inputs.",
    argo: "The cluster needs Argo Rollouts, its plugin argoproj-labs/gatewayAPI and Gateway API v1.\nYour GitOps agent applies this file; genai-mlops does not.",
    kserve:
      "The cluster needs KServe and Knative. Serverless mode only: in its other modes KServe does not split traffic between revisions.\nYour GitOps agent applies this file; genai-mlops does not.",
    steps:
      "The rollout waits after each step until it is moved on: by kubectl argo rollouts promote one step, by the actions promote and rollback to the end. Git sees nothing of it: only status changes.",
    idle: "The candidate stands beside the model in service and gets no requests.",
    all: "The candidate gets all requests, and the model before is still there to take them back.",
    route:
      "Argo Rollouts' plugin changes the weights. Argo CD: add the expression .spec.rules[].backendRefs[].weight to ignoreDifferences",
    gpu: "GPUs of one replica.",
    model: "The model is pinned by SHA-256: a new version changes the pod template, and that begins a rollout.",
    token: "The model is steered from outside: its server needs no access to the cluster's API.",
    shm: "vLLM's processes exchange data through shared memory.",
    canaryPercent:
      "A new version begins without requests; its share is changed in the cluster (kubectl patch), and the actions promote and rollback end it.\nArgo CD: add the path /spec/predictor/canaryTrafficPercent to ignoreDifferences, but without RespectIgnoreDifferences:\nwith it a new version would get the share of the one before at once. Flux: suspend the Kustomization while a rollout runs.\nAfter the promotion the action promote takes this line out.",
    annotations:
      "KServe passes annotations on to Knative's revision: to change one is to start the model anew. The rollout's state is kept in a ConfigMap.",
    disruption: "When nodes are maintained, the cluster evicts one pod at a time.",
  },
});
