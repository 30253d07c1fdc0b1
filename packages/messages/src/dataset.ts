import { defineText } from "./define-text.ts";

export const datasetText = defineText({
  ru: {
    title: "Данные подготовлены",
    source: "Источник",
    digest: "Дайджест набора",
    splits: "Выборки",
    split: "Выборка",
    rows: "Строк",
    labels: "Классы",
    size: "Размер",
    file: "Файл",
    names: { train: "обучение", validation: "валидация", test: "тест", replay: "воспроизведение трафика" },
    dropped: (count: string, total: string) => `Из ${total} строк отброшено почти одинаковых: ${count}.`,
    noOverlap: "Выборки не пересекаются: ни по идентификаторам, ни по почти одинаковым текстам.",
    lock: {
      created: "Файл dataset.lock.json создан. Добавьте его в репозиторий: следующий запуск сверит с ним данные.",
      verified: "Данные совпадают с закоммиченным dataset.lock.json.",
      updated: "Файл dataset.lock.json обновлён (update-lock: true). Добавьте его в репозиторий.",
    },
    examples: "Примеры",
  },
  en: {
    title: "Data prepared",
    source: "Source",
    digest: "Digest of the dataset",
    splits: "Splits",
    split: "Split",
    rows: "Rows",
    labels: "Classes",
    size: "Size",
    file: "File",
    names: { train: "train", validation: "validation", test: "test", replay: "traffic replay" },
    dropped: (count: string, total: string) => `Of ${total} rows, near-duplicates dropped: ${count}.`,
    noOverlap: "The splits do not overlap: neither by id nor by nearly equal text.",
    lock: {
      created: "dataset.lock.json was made. Commit it: the next run holds the data against it.",
      verified: "The data are those of the committed dataset.lock.json.",
      updated: "dataset.lock.json was updated (update-lock: true). Commit it.",
    },
    examples: "Examples",
  },
});
