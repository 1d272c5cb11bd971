import type { ArgumentDefinition, CommandContext, Example, OptionDefinition } from '@engawa/cli-kit'
import type { JsonObject, RedactionFinding } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import type * as z from 'zod'
import type { SessionChoice } from '../conversation/choose-session.js'
import type { OpenSettings } from '../settings/open-settings.js'
import type { AskedFor, Desk } from './exchange/desk.js'

/** One way in which a tool works. */
export interface ToolMode {
  readonly name: string
  readonly summary: string
}

/**
 * What is known of a tool before it is loaded: its command, the selection and the MCP surface are made from it. Plain
 * data, because every start of zen reads all of them.
 */
export interface ToolCard {
  /** The command's word, too. */
  readonly name: string
  /** `Code review` */
  readonly title: string
  /** What it does, in a sentence. */
  readonly summary: string
  /** The usual one first. Empty: there is one way. */
  readonly modes: readonly ToolMode[]
  /** Goes on in the same session, a step at a time. */
  readonly steps: boolean
  /** Reads the repository by itself, so that nothing need be said. */
  readonly readsGit?: true
  /** How its answer can be printed beside what every command prints. */
  readonly formats?: readonly 'sarif'[]
  /** What is said to it, if not `[request...]`. */
  readonly request?: Partial<ArgumentDefinition>
  /** Beside those of every tool. `--fail-on` arrives in the input as `fail_on`. */
  readonly options?: readonly OptionDefinition[]
  readonly examples: readonly Example[]
  readonly load: () => Promise<Tool>
}

/** A tool, loaded. Its schemas are zod's: `z.toJSONSchema(tool.input)` describes them to others. */
export interface Tool {
  /** What it takes. */
  readonly input: z.ZodType
  /** What `result` is, whoever asks. */
  readonly output: z.ZodType
  /** Read what is needed and say what would be asked. Nothing is sent or stored yet. */
  plan(input: unknown, context: ToolContext): Promise<ToolPlan>
}

/** What a tool may use. */
export interface ToolContext {
  readonly command: CommandContext
  readonly settings: OpenSettings
  readonly store: ChatStore
  readonly session: SessionChoice
  readonly options: ToolOptions
  /** Where models are asked, and what they answer is kept. */
  readonly desk: Desk
}

export interface ToolPlan {
  /** What is asked first, and all that can be known before an answer is there: what `--dry-run` shows. */
  readonly first: readonly AskedFor[]
  work(): Promise<ToolWork>
}

/** What a tool made of the answers. */
export interface ToolWork {
  /** `partial`: some of the models did not answer, and the result stands without them. */
  readonly status?: 'success' | 'partial'
  readonly mode?: string
  /** As `output` says. */
  readonly result: JsonObject
  /** For people. */
  readonly markdown: string
  readonly notes?: readonly string[]
  /** Which step of the session's work this was. */
  readonly step?: number
  /** 7 when `--fail-on` found something. */
  readonly exitCode?: number
  /** A SARIF log, where the tool has findings. */
  readonly sarif?: JsonObject
}

/** What is the same for every tool: where it works and which model answers. */
export interface ToolOptions {
  /** `-s`: go on in this conversation, new or not. Undefined: a new one. */
  readonly session?: string
  readonly continueLast?: boolean
  readonly model?: string
  readonly provider?: string
  readonly temperature?: number
  readonly maxTokens?: number
  /** US dollars that the whole call may cost at the most. */
  readonly maxCost?: number
  /** A model that is asked last whether the work holds. */
  readonly expert?: string
  readonly dryRun?: boolean
  /** `--memory`: nothing of this call stays on the disk. */
  readonly keepNothing?: boolean
  /** Only models and pages of this machine. */
  readonly offline?: boolean
}

export interface ToolCall {
  /** A card's name. */
  readonly tool: string
  /** Checked against the tool's input schema. */
  readonly input: JsonObject
  readonly options: ToolOptions
}

/** Who answered one request, and what it took. */
export interface ToolAnswerFacts {
  readonly provider: string
  /** As the provider names it. */
  readonly model: string
  /** It was asked last, whether the work holds. */
  readonly expert: boolean
  readonly question_id: string
  readonly answer_id: string
}

/** What a tool answered. As JSON it is `data` of the command, and what an MCP client gets. */
export interface ToolResult {
  readonly data: JsonObject
  readonly markdown: string
  readonly notes: readonly string[]
  readonly findings: readonly RedactionFinding[]
  readonly exitCode: number
  readonly sarif?: JsonObject
}
