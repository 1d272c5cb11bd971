import { fileURLToPath } from 'node:url'

/** The extensions that Sena brings along. Beside this file both as source and as bundle, which lies in `dist`. */
export const coreExtensionsFolder = (): string => fileURLToPath(new URL('./extensions/core/', import.meta.url))
