import type * as z from 'zod'
import type * as s from './schemas.js'

export type ChatRequest = z.input<typeof s.chatRequest>
export type ChatResponse = z.infer<typeof s.chatResponse>
export type ChatStreamEvent = z.infer<typeof s.chatStreamEvent>
export type TurnStatus = z.infer<typeof s.turnStatus>
export type RetrievedMemory = z.infer<typeof s.retrievedMemory>
export type SessionSummary = z.infer<typeof s.sessionSummary>
export type SessionList = z.infer<typeof s.sessionList>
export type StoredMessage = z.infer<typeof s.storedMessage>
export type MessageList = z.infer<typeof s.messageList>
export type MemoryRecord = z.infer<typeof s.memoryRecord>
export type MemorySearchResult = z.infer<typeof s.memorySearchResult>
export type MemoryList = z.infer<typeof s.memoryList>
export type MemoryAdd = z.input<typeof s.memoryAdd>
export type MemoryStatistics = z.infer<typeof s.memoryStatistics>
export type Extension = z.infer<typeof s.extension>
export type ExtensionList = z.infer<typeof s.extensionList>
export type Trace = z.infer<typeof s.trace>
export type TraceList = z.infer<typeof s.traceList>
export type StageRecord = z.infer<typeof s.stageRecord>
export type StageName = z.infer<typeof s.stageName>
export type Health = z.infer<typeof s.health>
export type DebugState = z.infer<typeof s.debugState>
export type LogLevel = z.infer<typeof s.logLevel>
export type LogRecord = z.infer<typeof s.logRecord>
export type LogList = z.infer<typeof s.logList>
export type Metrics = z.infer<typeof s.metrics>
export type ErrorStatistics = z.infer<typeof s.errorStatistics>
export type Problem = z.infer<typeof s.problem>
export type Channel = z.infer<typeof s.channel>
export type ClientMessage = z.infer<typeof s.clientMessage>
export type ServerMessage = z.infer<typeof s.serverMessage>
