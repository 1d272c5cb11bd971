export { buildBin } from './bin.mjs'
export { library } from './library.mjs'
