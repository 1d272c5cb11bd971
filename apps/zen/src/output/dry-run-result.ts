import type { CommandResult } from '@engawa/cli-kit'
import type { JsonValue, Redacted } from '@engawa/core'
import { estimateCost, findEntry, isFree, type LlmRequest, type WireRequest } from '@engawa/llm-providers'
import type { CompactionPreview } from '../ask/compact-first.js'
import { type Circumstances, sourcesData } from './chat-result.js'
import { describeFindings } from './notes.js'

interface Preview extends Circumstances {
  /** What goes before the question. */
  readonly compaction: CompactionPreview | undefined
  readonly notes: readonly string[]
}

/**
 * What would be sent next, to whom, and what was taken out. Nothing is sent or stored. `request` is what goes over the
 * wire, its body to the byte; only what authorises is masked.
 *
 * @param request the question; with `compaction` the first of the requests that go before it, as nobody knows yet what
 *   the model makes of them
 */
export async function dryRunResult(
  request: Redacted<LlmRequest>,
  { provider, session, models, sources, compaction, notes }: Preview,
): Promise<CommandResult> {
  const { model } = request.value
  const wire = await provider.wireRequest(request)
  const entry = findEntry([provider.id], model, models)
  const { inputTokens, maxUsd } = estimateCost(request.value, entry, isFree(provider, model))
  const findings = [...(compaction === undefined ? sources.findings : []), ...request.findings]
  return {
    data: {
      provider: provider.id,
      endpoint: provider.endpoint,
      location: provider.location,
      session: session.id,
      compaction: compaction === undefined ? null : { messages: compaction.messages, requests: compaction.more + 1 },
      payload: request.value as unknown as JsonValue,
      request: { ...wire },
      estimated_input_tokens: inputTokens,
      max_cost_usd: maxUsd ?? null,
      ...sourcesData(sources),
      redactions: findings.map(({ rule, path, sentinel }) => ({ rule, path, sentinel })),
      notes: [...notes],
    },
    text: [
      ...(compaction === undefined ? [] : [compactionText(compaction), '']),
      `Would be sent to ${provider.id} at ${provider.endpoint} (${provider.location}), about ${inputTokens} tokens, ${costText(maxUsd)}:`,
      '',
      wireText(wire),
      '',
      findings.length === 0 ? 'No secret was found.' : `${describeFindings(findings)}.`,
      ...notes.map((note) => `note: ${note}`),
    ].join('\n'),
  }
}

const compactionText = ({ messages, more }: CompactionPreview): string =>
  `${messages} older messages no longer fit and would be summarised first, in ${more + 1} ${more === 0 ? 'request' : 'requests'}. The first is shown; ` +
  `the ${more === 0 ? 'question goes' : 'others and the question go'} with what the model answers to it.`

const wireText = ({ method, url, headers, body }: WireRequest): string =>
  [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\n')

function costText(maxUsd: number | undefined): string {
  if (maxUsd === undefined) return 'cost unknown'
  return maxUsd === 0 ? 'free' : `at most $${maxUsd.toFixed(4)}`
}
