const digitsOf = (text: string): number[] => Array.from(text.replace(/\D/g, ""), Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? Number.NaN), 0);

/** Luhn's check digit (ISO/IEC 7812-1), of 13 to 19 digits that are not all one. */
export function isCardNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length < 13 || digits.length > 19 || new Set(digits).size === 1) return false;
  const sum = digits.reverse().reduce((total, digit, at) => {
    const doubled = at % 2 === 0 ? digit : 2 * digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: the country and check digits moved to the end, letters as numbers, the remainder by 97 is 1. */
export function isIban(text: string): boolean {
  const compact = text.replace(/\s/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4))
    for (const digit of Number.parseInt(character, 36).toString()) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

/** Taxpayer's number: order of the Federal Tax Service, 10 digits of an organization or 12 of a person. */
export function isInn(text: string): boolean {
  const digits = digitsOf(text);
  if (new Set(digits).size === 1) return false;
  const check = (weights: readonly number[]): boolean =>
    (weighted(digits, weights) % 11) % 10 === digits[weights.length];
  if (digits.length === 10) return check([2, 4, 10, 3, 5, 9, 4, 6, 8]);
  const person = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
  return digits.length === 12 && check(person) && check([3, ...person]);
}

/** Pension insurance number: nine digits by weights 9 to 1, the sum by 101, where 100 is written as 00. */
export function isSnils(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 11 || new Set(digits).size === 1) return false;
  const sum = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  return (sum % 101) % 100 === 10 * (digits[9] as number) + (digits[10] as number);
}
