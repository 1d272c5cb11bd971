/** A local Ollama passes these on to ollama.com: `gpt-oss:120b-cloud`, `kimi-k2:cloud`. */
export const isCloudModel = (model: string): boolean => /[:-]cloud$/i.test(model)
