export type * from './api/types.js'
export { type ClientOptions, createSenaClient, type RequestOptions, type SenaClient } from './client.js'
export {
  type LiveClosing,
  type LiveState,
  type LiveStream,
  type LiveStreamOptions,
  type LiveUpdate,
  openLiveStream,
} from './live/live-stream.js'
export { SenaProblem, SenaUnreachable } from './problem-error.js'
