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
/** Shorter than other ids, as it is kept together with its user's. */
export const maxPersonaIdLength = 200
/** Largest record without its content, as JSON in UTF-8. */
export const maxRecordBytes = 1024 * 1024
/** Largest content of a document, and largest text beside it. */
export const maxContentBytes = 64 * 1024 * 1024
export const maxKeyPoints = 10
export const maxPersonasInPanel = 10
export const maxNameLength = 1_000
