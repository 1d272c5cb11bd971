import type { JsonObject } from '@engawa/core'
import type { BackendInfo, Outage } from '@engawa/storage'

/** Who served, as every answer about conversations says it in JSON. */
export const servedBy = ({ type, outage }: Pick<BackendInfo, 'type' | 'outage'>): JsonObject => ({
  backend: type,
  storage_outage: outage === undefined ? null : outageData(outage),
})

export const outageData = ({ of, since, reason }: Outage): JsonObject => ({ of, since, reason })

/** Why a conversation, or a part of it, may not be at hand. */
export const outageNote = ({ of }: Outage): string =>
  `${of} is away: what is kept there can't be seen now; what is written meanwhile is merged when it is back`
