import { type NewMessage, textOf } from '@engawa/core'

/** An image of ordinary size, as requests are estimated. */
const imageTokens = 1_600

/** About how many tokens a message is, its images included. */
export const messageTokens = (message: Pick<NewMessage, 'content'>, estimate: (text: string) => number): number =>
  estimate(textOf(message)) + imageTokens * message.content.filter(({ type }) => type === 'image').length
