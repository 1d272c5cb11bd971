import type { CommandContext } from '@engawa/cli-kit'
import { type Message, systemClock, textContent } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { type Answer, answerTo, putQuestion } from '../../ask/ask.js'
import type { SessionChoice } from '../../conversation/choose-session.js'
import { dryRunResult } from '../../output/dry-run-result.js'
import { endingNotes, originNotes } from '../../output/notes.js'
import { agree } from '../../providers/agree.js'
import { answeringProvider } from '../../providers/answering-provider.js'
import { type OpenModel, openModel } from '../../providers/open-model.js'
import type { OpenSettings } from '../../settings/open-settings.js'
import type { ToolOptions } from '../tool.js'
import type { AskedFor, Desk } from './desk.js'
import { answerFacts, costOfAnswer, openTally } from './open-tally.js'
import { planRequest, type RequestPlace, roomForText } from './plan-request.js'
import { createPurse } from './purse.js'
import { readAnswer } from './read-answer.js'
import { repairOf } from './repair.js'
import { cutAnswer, unusableAnswer } from './unusable-answer.js'
import { openWaiting } from './waiting.js'

export interface DeskPlace {
  readonly command: CommandContext
  readonly settings: OpenSettings
  readonly store: ChatStore
  readonly session: SessionChoice
  readonly options: ToolOptions
}

/** The desk of one call. Models are opened when they are first asked, each once. */
export function openDesk({
  command,
  settings,
  store,
  session,
  options,
}: DeskPlace): Desk & { kept(): Answer['kept'] | undefined } {
  const { keepNothing = false, offline = false } = options
  const purse = createPurse(options.maxCost)
  const tally = openTally()
  const waiting = openWaiting(command)
  const opened = new Map<string | undefined, Promise<OpenModel>>()
  let lastKept: Answer['kept'] | undefined
  const place: RequestPlace = {
    store,
    sessionId: session.id,
    settings: settings.values,
    temperature: options.temperature,
    maxTokens: options.maxTokens,
  }
  const open = (name: string | undefined): Promise<OpenModel> => {
    const known = opened.get(name)
    if (known !== undefined) return known
    // A provider that was named is meant for the call's own model.
    const wanted =
      name === undefined ? { model: options.model, provider: options.provider } : { model: name, provider: undefined }
    const opening = openModel(settings, command, { ...wanted, keepNothing, offline })
    opened.set(name, opening)
    return opening
  }

  const put = ({ text, facts }: Pick<AskedFor, 'text' | 'facts'>): Promise<Message> =>
    putQuestion(store, { sessionId: session.id, content: textContent(text), facts })

  async function answerOnce(asked: AskedFor, isRepair: boolean): Promise<Answer> {
    const model = await open(asked.model)
    const { provider } = model
    const previewed = await planRequest(model, place, asked, asked.to?.seq ?? Infinity, tally.note)
    // Before the question is kept: what is refused here was never asked.
    const settle = await purse.reserve(previewed, model)
    let cost: number | undefined
    try {
      await agree(provider, command)
      const question = asked.to ?? (await put(asked))
      const answer = await ask(model, question, asked)
      cost = costOfAnswer(answer, model)
      tally.add(answer, model, { isRepair, expert: asked.expert === true })
      lastKept = answer.kept
      for (const note of [...endingNotes(answer.finishReason), ...originNotes(answer)]) tally.note(note)
      return answer
    } finally {
      settle(cost)
    }
  }

  async function ask(model: OpenModel, question: Message, asked: AskedFor): Promise<Answer> {
    // Whoever asks several models wants to hear each of them, and a limit is meant for one price.
    const alone = asked.model !== undefined || options.maxCost !== undefined
    const heard = alone ? { ...model, standIns: [] } : model
    const provider = answeringProvider(heard, command, {
      settings: settings.values.models,
      kv: store.kv,
      project: settings.values.current_project,
      session: session.id,
      // The purse holds the limit of all requests together.
      maxCost: undefined,
      keepNothing,
      models: model.models,
    })
    const answered = waiting.on(model.model.model)
    command.log.info('asking', { provider: provider.id, model: model.model.model, session: session.id })
    try {
      const prepare = (at: Message) => planRequest(model, place, asked, at.seq, tally.note)
      const ports = { store, provider, clock: systemClock }
      return await answerTo(ports, question, { sessionId: session.id, prepare }, () => {}, command.signal)
    } finally {
      answered()
    }
  }

  const where = { session: session.id, kept: !keepNothing }

  return {
    tally,
    kept: () => lastKept,
    filter: async () => (await open(undefined)).filter,
    note: tally.note,
    found: tally.found,
    roomFor: async (asked) => roomForText(await open(asked.model), place, asked),
    put,
    async preview(asked) {
      const model = await open(asked.model)
      const request = await planRequest(model, place, asked, Infinity, tally.note)
      const { provider, models } = model
      // What was read is told by the notes and stands in the question.
      const sources = { texts: [], images: [], leftOut: [], findings: [], tokens: 0 }
      return dryRunResult(request, { provider, session, models, sources, compaction: undefined, notes: [] })
    },
    async checkBudget(asked) {
      const settles: ((actualUsd: number) => void)[] = []
      try {
        for (const one of asked) {
          const model = await open(one.model)
          settles.push(await purse.reserve(await planRequest(model, place, one, Infinity, tally.note), model))
        }
      } finally {
        for (const settle of settles) settle(0)
      }
    },
    async agree(models) {
      for (const name of models) await agree((await open(name)).provider, command)
    },
    async askText(asked) {
      const answer = await answerOnce(asked, false)
      return { value: answer.text, facts: answerFacts(answer, false) }
    },
    async ask(asked) {
      const first = await answerOnce(asked, false)
      const read = readAnswer(first.text, asked.schema)
      if ('value' in read) return { value: read.value, facts: answerFacts(first, asked.expert === true) }
      if (first.finishReason === 'length') throw cutAnswer(first, where)
      const again = await answerOnce(
        {
          ...repairOf(asked, read.problems),
          instead: [
            { role: 'user', content: textContent(asked.text) },
            { role: 'assistant', content: first.message.content },
          ],
        },
        true,
      )
      const repaired = readAnswer(again.text, asked.schema)
      if ('value' in repaired) return { value: repaired.value, facts: answerFacts(again, asked.expert === true) }
      throw again.finishReason === 'length' ? cutAnswer(again, where) : unusableAnswer(again, repaired.problems, where)
    },
  }
}
