export type { FakePrompt, FakeReply, ReplyTo } from './chat-reply.js'
export type { RecordedRequest } from './recorded-request.js'
export type { Scenario, ScenarioControls } from './scenario.js'
