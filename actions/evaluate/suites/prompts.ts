import type { ChatMessage } from "#contracts";

/** Scripts and signs that tokenizers and templates stumble over; a name for each, since reports show no text. */
export const prompts = {
  en: "Describe the sea in three sentences. Naïve café — “quotes” included.",
  ru: "Опиши море в трёх предложениях. Ёлка, объём, «кавычки» — всё считается.",
  zh: "请用三句话描述大海。包括：标点、数字１２３。",
  code: 'Explain this line:\n\tfor (let i = 0; i < n; i++) { sum += rows[i]["a\\n"]; } // O(n)',
  emoji: "Tell a story about 👩‍👩‍👧‍👦, 🇷🇺🇨🇳 and 🤦🏽‍♂️ in three sentences.",
} as const;

export type PromptName = keyof typeof prompts;

export const promptNames = Object.keys(prompts) as PromptName[];

/** As a conversation of one turn. */
export function asked(name: PromptName): ChatMessage[] {
  return [{ role: "user", content: prompts[name] }];
}
