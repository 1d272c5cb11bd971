/** Longest id and key, in UTF-16 code units; core's schema says the same. */
export const maxIdLength = 512
/** Largest append, as JSON in UTF-8. */
export const maxAppendBytes = 64 * 1024 * 1024
export const maxMessagesPerAppend = 1_000
export const maxTitleLength = 1_000
export const maxQueryLength = 1_000
export const maxPage = 1_000
export const defaultPage = 50
/** Deeper JSON than this comes from a mistake or an attack. */
export const maxJsonDepth = 200
