import type { Logger } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import { createRedisFanout } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'
import type { Health } from '@engawa/sena-client'
import { type Announce, isLiveEvent, type LiveEvent } from './live-event.js'
import type { LiveFeed } from './live-feed.js'

export interface LiveSharingOptions {
  readonly redisUrl: string
  readonly channel: string
  readonly feed: LiveFeed
  readonly filter: Pick<SecretFilter, 'redact'>
}

/** How what happens here comes to be seen: here alone, or by the watchers of other instances too. */
export interface LiveSharing {
  readonly announce: Announce
  /** For the health check; nothing where nothing is shared. */
  health(): Omit<Health['components'][number], 'name'> | undefined
  /** What goes wrong is logged from here on. The log itself is announced, so it can't be there from the start. */
  logTo(logger: Logger): void
  close(): Promise<void>
}

/** Everything stays in this process. */
export function ownFeedOnly(feed: LiveFeed): LiveSharing {
  return {
    announce: (event) => feed.publish(event),
    health: () => undefined,
    logTo: () => undefined,
    close: async () => undefined,
  }
}

/**
 * Share the feed with other instances by Redis. What is sent has passed the secret filter. A Redis that is away costs
 * the other instances' watchers what happens meanwhile, and nobody else anything.
 */
export async function shareFeed({ redisUrl, channel, feed, filter }: LiveSharingOptions): Promise<LiveSharing> {
  const { Redis } = await import('ioredis')
  const clientOptions = { enableOfflineQueue: false, retryStrategy: (tries: number) => Math.min(tries * 100, 2_000) }
  const publisher = new Redis(redisUrl, { ...clientOptions, maxRetriesPerRequest: 0 })
  const subscriber = new Redis(redisUrl, { ...clientOptions, enableOfflineQueue: true, maxRetriesPerRequest: null })
  let logger: Logger | undefined
  let connected = publisher.status === 'ready'
  const turned = (now: boolean, why: string) => {
    if (now === connected) return
    connected = now
    if (now) logger?.info('Watchers of other instances see what happens here')
    else logger?.warn(`Watchers of other instances don't see what happens here: ${why}`)
  }
  publisher.on('ready', () => turned(true, ''))
  publisher.on('close', () => turned(false, 'the connection to Redis is lost'))
  // Without a listener an error would end the process; that the connection is gone is told by `close`.
  for (const client of [publisher, subscriber]) client.on('error', () => undefined)

  // Subscribing waits for a Redis that is away; Sena doesn't.
  const opening = createRedisFanout({
    publisher,
    subscriber,
    channel,
    onMessage: (message: JsonObject) => {
      if (isLiveEvent(message)) feed.publish(message)
    },
    // Debug lines are not announced themselves: one that could not be sent would make another.
    onError: (error) => logger?.debug(`A live update was not shared: ${String(error)}`),
  })
  let fanout: Awaited<typeof opening> | undefined
  opening.then(
    (open) => {
      fanout = open
    },
    () => undefined,
  )

  return {
    announce(event: LiveEvent) {
      feed.publish(event)
      if (!connected || fanout === undefined) return
      try {
        fanout.send(filter.redact({ ...event }) as Parameters<typeof fanout.send>[0])
      } catch (error) {
        logger?.debug(`A live update was not shared: ${String(error)}`)
      }
    },
    health() {
      const listening = fanout !== undefined && subscriber.status === 'ready'
      if (connected && listening) return { status: 'ok', detail: 'shared with other instances by Redis' }
      return { status: 'failed', detail: 'Redis can’t be reached: watchers see what happens in this instance alone' }
    },
    logTo(given) {
      logger = given.module('live')
      if (!connected) logger.info('Not connected to Redis yet')
    },
    async close() {
      logger = undefined
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
