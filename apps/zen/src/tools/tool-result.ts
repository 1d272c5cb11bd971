import type { JsonObject, JsonValue } from '@engawa/core'
import type { Answer } from '../ask/ask.js'
import { servedBy } from '../sessions/storage-outage.js'
import type { Desk, Tally } from './exchange/desk.js'
import type { ToolPlan, ToolResult, ToolWork } from './tool.js'

interface Circumstances {
  readonly session: string
  readonly tally: Tally
  readonly kept: Answer['kept'] | undefined
  readonly notes: readonly string[]
  readonly durationMs: number
}

/** `{status, tool, mode, result, metadata, notes}`: the same of every tool. Unknown is null or absent, never 0. */
export function answeredResult(tool: string, work: ToolWork, around: Circumstances): ToolResult {
  const { tally, kept } = around
  const notes = [...(work.notes ?? []), ...tally.notes, ...around.notes]
  // The expert speaks of the work and did not do it.
  const last = tally.answers.findLast(({ expert }) => !expert)
  const metadata: JsonObject = {
    tool,
    session: around.session,
    step: work.step ?? null,
    provider: last?.provider ?? null,
    model: last?.model ?? null,
    answers: tally.answers.map((answer) => ({ ...answer })),
    usage: {
      ...(tally.inputTokens === undefined ? {} : { input_tokens: tally.inputTokens }),
      ...(tally.outputTokens === undefined ? {} : { output_tokens: tally.outputTokens }),
    },
    cost_usd: tally.costUsd ?? null,
    repairs: tally.repairs,
    duration_ms: around.durationMs,
    ...(kept === undefined ? { backend: null, storage_outage: null } : servedBy({ type: kept.backend, ...kept })),
    durability: kept?.durability ?? null,
    redactions: tally.findings.map(({ rule, path }) => ({ rule, path })),
  }
  return {
    data: {
      status: work.status ?? 'success',
      tool,
      mode: work.mode ?? null,
      result: work.result,
      metadata,
      notes: [...notes],
    },
    markdown: work.markdown,
    notes,
    findings: tally.findings,
    exitCode: work.exitCode ?? 0,
    ...(work.sarif === undefined ? {} : { sarif: work.sarif }),
  }
}

/** What would be sent first. What follows from the answers can't be known. */
export async function dryRunOf(tool: string, desk: Desk, { first }: ToolPlan): Promise<ToolResult> {
  const requests: JsonValue[] = []
  const texts: string[] = []
  for (const asked of first) {
    const { data, text = '' } = await desk.preview(asked)
    requests.push(data)
    texts.push(text)
  }
  return {
    data: { status: 'dry-run', tool, requests, notes: [...desk.tally.notes] },
    markdown: texts.join('\n\n'),
    notes: desk.tally.notes,
    findings: [],
    exitCode: 0,
  }
}
