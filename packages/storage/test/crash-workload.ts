import { userSays } from '../src/conformance/samples.js'
import type { ChatStore } from '../src/index.js'
import { below, type Random } from './random.js'

export const sessionIds = ['a', 'b'] as const
export const keys = ['x', 'y'] as const

export interface Append {
  readonly kind: 'append'
  readonly sessionId: string
  readonly key: string
  readonly texts: readonly string[]
}

export interface Title {
  readonly kind: 'title'
  readonly sessionId: string
  readonly title: string
}

export interface Entry {
  readonly kind: 'entry'
  readonly key: string
  readonly value: string
}

export type Task = Append | Title | Entry

/** Groups of tasks, each done at once when the group before is done. */
export type Workload = readonly (readonly Task[])[]

export function workloadOf(random: Random): Workload {
  let number = 0
  const append = (): Append => {
    const key = `k${number++}`
    // Some fill several sectors of the disk, most share one.
    const filling = 'abcdefgh'.repeat(random() < 0.3 ? below(random, 300) : below(random, 8))
    const texts = Array.from({ length: 1 + below(random, 2) }, (_, index) => `${key}.${index} ${filling}`)
    return { kind: 'append', sessionId: sessionIds[below(random, sessionIds.length)] ?? 'a', key, texts }
  }
  const first = append()
  const other = (): Task =>
    random() < 0.6
      ? {
          kind: 'entry',
          key: keys[below(random, keys.length)] ?? 'x',
          value: `v${number++} ${'z'.repeat(below(random, 900))}`,
        }
      : { kind: 'title', sessionId: first.sessionId, title: `t${number++}` }
  const groups: Task[][] = [[first]]
  for (let left = 2 + below(random, 4); left > 0; left--) {
    const group: Task[] = Array.from({ length: 1 + below(random, 4) }, append)
    if (random() < 0.5) group.push(other())
    groups.push(group)
  }
  return groups
}

/** What a task was answered: the numbers that its messages were given. */
export async function perform(store: ChatStore, task: Task): Promise<readonly number[]> {
  if (task.kind === 'entry') {
    await store.kv.set(task.key, task.value)
    return []
  }
  if (task.kind === 'title') {
    await store.sessions.update(task.sessionId, { title: task.title })
    return []
  }
  const { sessionId, key, texts } = task
  const { messages } = await store.messages.append({ sessionId, messages: texts.map(userSays), idempotencyKey: key })
  return messages.map(({ seq }) => seq)
}
