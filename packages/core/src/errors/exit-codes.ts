/** Exit codes of zen and sena. znav keeps Perth's own table. */
export const exitCodes = {
  ok: 0,
  internal: 1,
  usage: 2,
  config: 3,
  provider: 4,
  budget: 5,
  storage: 6,
  findings: 7,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
