import type { Language } from "#contracts";

/** Texts in every language; the type holds all languages to the shape of the first. */
export function defineText<const Text>(texts: {
  ru: Text;
  en: NoInfer<Widened<Text>>;
}): Record<Language, Widened<Text>> {
  return texts as Record<Language, Widened<Text>>;
}

/** The same shape with any string in place of a literal one. */
type Widened<Text> = Text extends string
  ? string
  : Text extends (...parameters: infer Parameters) => unknown
    ? (...parameters: Parameters) => string
    : { readonly [Key in keyof Text]: Widened<Text[Key]> };
