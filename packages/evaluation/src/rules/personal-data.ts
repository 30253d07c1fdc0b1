import { isCardNumber, isIban, isInn, isSnils } from "./check-digits.ts";
import { isPublicIpv4, isPublicIpv6 } from "./ip-address.ts";

export const personalDataKinds = [
  "email",
  "iban",
  "card",
  "snils",
  "inn",
  "passport-ru",
  "phone",
  "ip-address",
] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

/** Where personal data stands in a text, in code units; what it is stays in the text. */
export interface PersonalData {
  kind: PersonalDataKind;
  start: number;
  end: number;
}

interface Detector {
  kind: PersonalDataKind;
  /** All repetitions are bounded, so that no text takes more than its length times a constant. */
  pattern: RegExp;
  valid?: (found: string) => boolean;
  /** A word that has to stand shortly before, where the digits alone prove too little. */
  after?: RegExp;
}

/** The surer a kind is, the earlier: what one has taken is not looked at by the next. */
const detectors: readonly Detector[] = [
  {
    kind: "email",
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu,
  },
  {
    kind: "iban",
    pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
    valid: isIban,
  },
  { kind: "card", pattern: /(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d])/g, valid: isCardNumber },
  { kind: "snils", pattern: /(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)/g, valid: isSnils },
  {
    kind: "snils",
    pattern: /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{3}[ -]?\d{2}(?!\d)/g,
    valid: isSnils,
    after: /(?<!\p{L})(?:снилс|snils)(?!\p{L})/iu,
  },
  // one number of eleven has the check digit of an organization by chance, one of 121 both of a person
  { kind: "inn", pattern: /(?<!\d)(?:\d{12}|\d{10})(?!\d)/g, valid: isInn, after: /(?<!\p{L})(?:инн|inn)(?!\p{L})/iu },
  // series and number have no check digit
  {
    kind: "passport-ru",
    pattern: /(?<!\d)\d{2} ?\d{2}[ №-]{0,3}\d{6}(?!\d)/g,
    after: /(?<!\p{L})(?:паспорт|passport)/iu,
  },
  { kind: "phone", pattern: /(?<![\p{L}\p{N}+])\+[1-9](?:[ \u00a0().-]{0,2}\d){7,14}(?!\d)/gu },
  {
    kind: "phone",
    pattern: /(?<![\d.,-])8[ \u00a0(-]{0,2}\d{3}[ \u00a0)-]{0,2}\d{3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2}(?!\d)/g,
  },
  { kind: "phone", pattern: /(?<![\d.-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\d-])/g },
  {
    kind: "ip-address",
    pattern: /(?<![\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}]|\.\d)/gu,
    valid: isPublicIpv4,
  },
  {
    kind: "ip-address",
    pattern: /(?<![\p{L}\p{N}:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\p{L}\p{N}:])/giu,
    valid: isPublicIpv6,
  },
];
/** How far before a number the word that explains it may stand. */
const reach = 40;

/**
 * Personal data in a text, in the order of the text: e-mail addresses, phone numbers, payment cards and IBANs with
 * sound check digits, Russian SNILS, INN and passports, public IP addresses. Names and postal addresses are not found,
 * neither is what is spelled out, broken over lines or disguised.
 */
export function personalData(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  const taken = new Uint8Array(text.length);
  for (const { kind, pattern, valid, after } of detectors) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (taken.subarray(start, end).includes(1)) continue;
      if (valid && !valid(match[0])) continue;
      if (after && !after.test(text.slice(Math.max(0, start - reach), start))) continue;
      taken.fill(1, start, end);
      found.push({ kind, start, end });
    }
  }
  return found.sort((left, right) => left.start - right.start);
}
