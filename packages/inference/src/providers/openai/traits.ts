/** Reasoning models refuse `temperature` and `stop`: the o series, and GPT from 5 on. */
export const takesSampling = (model: string): boolean => !/^(?:o\d|gpt-[5-9](?:\D|$))/.test(model);
