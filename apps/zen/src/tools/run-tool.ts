import type { CommandContext, CommandInput } from '@engawa/cli-kit'
import { createId, systemClock } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { chooseSession } from '../conversation/choose-session.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { outageNote } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'
import { openDesk } from './exchange/open-desk.js'
import { findCard } from './registry.js'
import type { Tool, ToolCall, ToolContext, ToolResult } from './tool.js'
import { answeredResult, dryRunOf } from './tool-result.js'

/**
 * Run a tool, whoever calls it: a command, a selection, an MCP client. What it asks and is answered is kept in the
 * session; nothing is printed.
 *
 * @param global options that every command has, as they were parsed: `project`, `storage`, `memory`
 * @param held a store that outlives the call, in place of the one that the settings mean; it stays open
 */
export async function runTool(
  command: CommandContext,
  call: ToolCall,
  global: CommandInput['options'] = {},
  held?: ChatStore,
): Promise<ToolResult> {
  const tool = await findCard(call.tool).load()
  return runLoaded(command, tool, call, global, held)
}

/** The same for a tool that is loaded already, such as a person's own. */
export async function runLoaded(
  command: CommandContext,
  tool: Tool,
  { tool: name, input, options }: ToolCall,
  global: CommandInput['options'] = {},
  held?: ChatStore,
): Promise<ToolResult> {
  const started = systemClock.monotonic()
  const settings = await openSettings(command, global)
  const answer = async (store: ChatStore): Promise<ToolResult> => {
    const { session: sessionName, continueLast = false } = options
    const session = await chooseSession(store, { name: sessionName, continueLast }, createId)
    const desk = openDesk({ command, settings, store, session, options })
    const context: ToolContext = { command, settings, store, session, options, desk }
    const plan = await tool.plan(input, context)
    if (options.dryRun === true) return dryRunOf(name, desk, plan)
    const work = await plan.work()
    const kept = desk.kept()
    const outage = kept?.outage
    return answeredResult(name, work, {
      session: session.id,
      tally: desk.tally,
      kept,
      notes: outage === undefined ? [] : [outageNote(outage)],
      durationMs: Math.round(systemClock.monotonic() - started),
    })
  }
  return held === undefined ? withStore(await openStore(settings, command, options), answer) : answer(held)
}
