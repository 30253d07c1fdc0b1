import { describe, expect, it } from "vitest";
import { personalData } from "./personal-data.ts";
import { refusal } from "./refusal.ts";
import { toxicityIn } from "./toxicity.ts";

describe("refusal", () => {
  it.each([
    "I'm sorry, but I can't help with that.",
    "I cannot assist with this request.",
    "I’m unable to provide medical advice. I am unable to help.",
    "As an AI language model, I don't have opinions.",
    "Unfortunately, I won't be able to help you here.",
  ])("in English: %s", (answer) => expect(refusal(answer)).toBe("en"));

  it.each([
    "Извините, но я не могу помочь с этим.",
    "К сожалению, не могу ответить на этот вопрос",
    "Я не могу вам помочь в этом вопросе.",
    "Как языковая модель, я не имею мнения.",
    "Я вынужден отказаться: это опасно.",
  ])("in Russian: %s", (answer) => expect(refusal(answer)).toBe("ru"));

  it.each([
    "Sorry for the delay! Here is the code.",
    "You cannot assist two people at once.",
    "Вы не можете помочь всем.",
    "Привет! Вот ответ.",
    "",
    `${"The answer is 42. ".repeat(30)}I'm sorry, but I can't help with more.`,
  ])("is not: %s", (answer) => expect(refusal(answer)).toBeUndefined());
});

describe("personal data", () => {
  const kinds = (text: string): string[] =>
    personalData(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

  it("is found by form and check digits", () => {
    expect(kinds("Пишите на иван.петров@пример.рф или a.b+c@mail.example.com.")).toEqual([
      "email: иван.петров@пример.рф",
      "email: a.b+c@mail.example.com",
    ]);
    expect(kinds("card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00 and GB82WEST12345698765432")).toEqual([
      "card: 4111 1111 1111 1111",
      "iban: DE89 3704 0044 0532 0130 00",
      "iban: GB82WEST12345698765432",
    ]);
    expect(kinds("СНИЛС 112-233-445 95, ИНН 7707083893 и 500100732259, паспорт 45 08 123456")).toEqual([
      "snils: 112-233-445 95",
      "inn: 7707083893",
      "inn: 500100732259",
      "passport-ru: 45 08 123456",
    ]);
    expect(kinds("+7 (912) 345-67-89, 8 800 555-35-35, (415) 555-2671, +44 20 7946 0958")).toEqual([
      "phone: +7 (912) 345-67-89",
      "phone: 8 800 555-35-35",
      "phone: (415) 555-2671",
      "phone: +44 20 7946 0958",
    ]);
    expect(kinds("from 8.8.8.8 and 2a00:1450:4010:c05::66")).toEqual([
      "ip-address: 8.8.8.8",
      "ip-address: 2a00:1450:4010:c05::66",
    ]);
  });

  it("is not what only looks like it: a wrong digit, a number without its word, an address of nobody", () => {
    for (const text of [
      "card 4111 1111 1111 1112",
      "DE89 3704 0044 0532 0130 01",
      "СНИЛС 112-233-445 96",
      "ИНН 7707083894",
      "длинный номер 7707083893",
      "заказ 45 08 123456",
      "127.0.0.1 192.168.0.1 10.1.2.3 999.1.1.1 1.2.3.4.5 ::1 fe80::1",
      "0000 0000 0000 0000",
      "at 12:30:45, std::vector, a@b, 2026-01-02 03:04:05, 3.14159265358979",
      "price 1,234,567.89 and 1700000000000",
    ])
      expect([text, kinds(text)]).toEqual([text, []]);
  });

  it("takes no time that grows faster than the text", () => {
    for (const part of ["a", "1", "1-", "a@", "a.", "+1", "::", "8 ", "A1 ", "1.1.1.1 "])
      expect(personalData(part.repeat(100_000)).length).toBeGreaterThanOrEqual(0);
  });
});

describe("toxicity", () => {
  const toxicity = toxicityIn();

  it("finds words of both languages where they stand, in any case and with ё or е", () => {
    const text = "You IDIOT, go  to hell. Ты придурок, пошёл ты!";
    expect(toxicity(text).map(({ language, start, end }) => [language, text.slice(start, end)])).toEqual([
      ["en", "IDIOT"],
      ["en", "go  to hell"],
      ["ru", "придурок"],
      ["ru", "пошёл ты"],
    ]);
  });

  it("leaves alone the words that hold them", () => {
    for (const text of [
      "a class assessment in Scunthorpe",
      "shitake, mishit",
      "оскорблять, употреблять, рубля",
      "хлеба, ребус, сукно",
      "подсказка",
    ])
      expect([text, toxicity(text)]).toEqual([text, []]);
  });

  it("takes a lexicon of the user's, read as words and not as patterns", () => {
    const find = toxicityIn({ x: ["b.d", "плох*"], none: [] });
    expect(find("bad b.d плохой")).toEqual([
      { language: "x", start: 4, end: 7 },
      { language: "x", start: 8, end: 14 },
    ]);
  });
});
