import { expect, it } from 'vitest'
import { CrashStates } from './crash-states.js'

/** `STORAGE_CRASH_STATES=100000` takes a few minutes. */
const states = Number(process.env.STORAGE_CRASH_STATES ?? 1_500)
const seed = Number(process.env.STORAGE_CRASH_SEED ?? 1)

it('when the power goes at any call, nothing acknowledged is lost, doubled, moved or misread', async () => {
  const crashes = new CrashStates(seed)
  await crashes.explore((figures) => figures.states >= states)
  console.log('power loss, file:', JSON.stringify(crashes.figures))
  expect(crashes.figures.first).toBeUndefined()
  expect(crashes.figures).toMatchObject({ lost: 0, corrupt: 0 })
  expect(crashes.figures.states).toBeGreaterThanOrEqual(states)
  expect(crashes.figures.acknowledged).toBeGreaterThan(states)
}, 3_600_000)
