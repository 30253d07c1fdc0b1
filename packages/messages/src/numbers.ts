import type { Language } from "#contracts";

export interface Numbers {
  integer(value: number): string;
  decimal(value: number, digits?: number): string;
  /** From a fraction: 0.05 is 5 %. */
  percent(fraction: number, digits?: number): string;
  /** From seconds, in the two largest units. */
  duration(seconds: number): string;
  bytes(count: number): string;
  usd(amount: number): string;
  /** Value with its interval, `0.95 [0.92; 0.97]`. */
  interval(score: { value: number; low: number; high: number }, digits?: number): string;
}

const locales: Record<Language, string> = { ru: "ru-RU", en: "en-US" };
const byteUnits: Record<Language, string[]> = {
  ru: ["Б", "КБ", "МБ", "ГБ", "ТБ"],
  en: ["B", "kB", "MB", "GB", "TB"],
};
const timeUnits: Record<Language, [string, string, string, string, string]> = {
  ru: ["д", "ч", "мин", "с", "мс"],
  en: ["d", "h", "min", "s", "ms"],
};

/** Numbers as people of a language write them. */
export function numbersIn(language: Language): Numbers {
  const format = (value: number, options: Intl.NumberFormatOptions): string =>
    Number.isFinite(value) ? new Intl.NumberFormat(locales[language], options).format(value) : "—";
  const decimal = (value: number, digits = 3): string =>
    format(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [day, hour, minute, second, millisecond] = timeUnits[language];
  return {
    integer: (value) => format(value, { maximumFractionDigits: 0 }),
    decimal,
    percent: (fraction, digits = 1) =>
      format(fraction, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }),
    duration(seconds) {
      if (!Number.isFinite(seconds)) return "—";
      if (seconds < 1) return `${Math.round(seconds * 1000)} ${millisecond}`;
      if (seconds < 60) return `${format(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} ${second}`;
      const whole = Math.round(seconds);
      const parts: [number, string][] = [
        [Math.floor(whole / 86_400), day],
        [Math.floor(whole / 3600) % 24, hour],
        [Math.floor(whole / 60) % 60, minute],
        [whole % 60, second],
      ];
      const first = parts.findIndex(([count]) => count > 0);
      return parts
        .slice(first, first + 2)
        .filter(([count]) => count > 0)
        .map(([count, unit]) => `${count} ${unit}`)
        .join(" ");
    },
    bytes(count) {
      const power = count < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(count) / 3));
      const unit = byteUnits[language][power];
      return `${format(count / 1000 ** power, { maximumFractionDigits: power === 0 ? 0 : 1 })} ${unit}`;
    },
    usd: (amount) => format(amount, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" }),
    interval: ({ value, low, high }, digits = 3) =>
      `${decimal(value, digits)} [${decimal(low, digits)}; ${decimal(high, digits)}]`,
  };
}

/** The word form that a number asks for: 1 строка, 2 строки, 5 строк. */
export function plural(
  language: Language,
  count: number,
  forms: { one: string; few?: string; many?: string; other: string },
): string {
  const rule = new Intl.PluralRules(locales[language]).select(count) as keyof typeof forms;
  return forms[rule] ?? forms.other;
}
