import { type Message, textOf } from '@engawa/core'
import { all } from '../src/conformance/samples.js'
import { type DamageReport, openStorage, type StorageOptions } from '../src/index.js'
import type { Writer } from './writers.js'

export interface Judgement {
  readonly messages: readonly Message[]
  readonly acknowledged: number
  readonly lost: number
  readonly faults: readonly string[]
}

/** Hold what a store has against what its writers were told. A writer's messages are `name n`, from 0. */
export async function judge(
  options: StorageOptions,
  sessionId: string,
  writers: readonly Pick<Writer, 'name' | 'acknowledged'>[],
): Promise<Judgement> {
  const reports: DamageReport[] = []
  const onReport = (report: DamageReport) => reports.push(report)
  const store = await openStorage(options.type === 'file' ? { ...options, onReport } : options)
  try {
    const messages = await all(store.messages.list({ sessionId }))
    const corrupt = reports.filter(({ kind }) => kind === 'corrupt-record')
    const faults = corrupt.map(({ offset }) => `corrupt at ${offset}`)
    const places = new Map<string, number>()
    for (const [index, message] of messages.entries()) {
      const [text = ''] = textOf(message).split('|')
      if (message.seq !== index + 1) faults.push(`${text} has seq ${message.seq} in place ${index + 1}`)
      if (!/^\w+ \d+$/.test(text)) faults.push(`nobody wrote ${text}`)
      if (places.has(text)) faults.push(`${text} is there twice`)
      places.set(text, message.seq)
    }
    let lost = 0
    let acknowledged = 0
    for (const writer of writers) {
      acknowledged += writer.acknowledged.length
      let before = 0
      for (const n of writer.acknowledged) {
        const seq = places.get(`${writer.name} ${n}`)
        if (seq === undefined) lost += 1
        else if (seq < before) faults.push(`${writer.name} ${n} stands before what its writer said earlier`)
        before = seq ?? before
      }
    }
    return { messages, acknowledged, lost, faults: lost === 0 ? faults : [`${lost} lost`, ...faults] }
  } finally {
    await store.close()
  }
}
