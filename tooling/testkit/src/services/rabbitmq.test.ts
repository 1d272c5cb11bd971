import { type Channel, connect } from 'amqplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RabbitmqService, startRabbitmq } from './rabbitmq.js'
import { withService } from './with-service.js'

withService(describe, 'rabbitmq')('a RabbitMQ of the test’s own', () => {
  let service: RabbitmqService

  beforeAll(async () => {
    service = await startRabbitmq()
  }, 90_000)
  afterAll(() => service.stop())

  async function withChannel<T>(use: (channel: Channel) => Promise<T>): Promise<T> {
    const connection = await connect(service.url)
    try {
      return await use(await connection.createChannel())
    } finally {
      await connection.close()
    }
  }

  it('keeps a persistent message in a durable queue, through SIGKILL and a restart', async () => {
    const connection = await connect(service.url)
    connection.on('error', () => undefined)
    const channel = await connection.createConfirmChannel()
    channel.on('error', () => undefined)
    await channel.assertQueue('kept', { durable: true })
    channel.sendToQueue('kept', Buffer.from('still here'), { persistent: true })
    await channel.waitForConfirms()

    await service.settle()
    await service.kill()
    await expect(connect(service.url)).rejects.toThrow()
    await service.restart()

    const message = await withChannel((channel) => channel.get('kept', { noAck: true }))
    expect(message).toMatchObject({ content: Buffer.from('still here') })
  }, 120_000)
})
