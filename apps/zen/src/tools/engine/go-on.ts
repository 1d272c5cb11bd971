import type { JsonObject } from '@engawa/core'

/** What a model is told of its own work so far, wherever the conversation that led to it was cut. */
export const goOn = (step: number, last: JsonObject | undefined): string =>
  last === undefined
    ? ''
    : `This is step ${step} of your work. Step ${step - 1} came to what stands below. Go on from there: keep what still holds, change what is refuted, and answer with the whole as it is now.\n${JSON.stringify(last)}`
