/** Reasoning models refuse a temperature: the o series, and GPT from 5 on. */
export const takesTemperature = (model: string): boolean => !/^(?:o\d|gpt-[5-9](?:\D|$))/.test(model);
