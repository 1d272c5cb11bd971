import { EventError } from '@engawa/core'
import { type BrokerAddress, describeAddress } from './broker-address.js'

/** Say what is wrong with the broker and what to try, without a password. */
export function brokerError(cause: unknown, address: BrokerAddress): EventError {
  const where = describeAddress(address)
  const said = withoutPassword(cause instanceof Error ? cause.message : String(cause), address)
  const { code, message, hint } = explain(said, where)
  // The cause is left behind: it may hold what was sent.
  return new EventError(message, { code, hint, details: { broker: where, said } })
}

function explain(said: string, where: string): { code: string; message: string; hint: string } {
  if (said.includes('ACCESS_REFUSED')) {
    return {
      code: 'event/access-refused',
      message: `RabbitMQ at ${where} refused the login or a permission.`,
      hint: 'Check user, password and virtual host in the address, and that the user may write to the exchange.',
    }
  }
  // amqplib doesn't pass on what the broker says when it refuses to open the virtual host.
  if (said.includes('NOT_ALLOWED') || said.includes('ConnectionOpenOk; got <ConnectionClose')) {
    return {
      code: 'event/vhost-refused',
      message: `RabbitMQ refused the virtual host of ${where}.`,
      hint: 'Check the part after the last slash of the address: the virtual host must be there and be allowed to the user.',
    }
  }
  if (said.includes('PRECONDITION_FAILED') && said.includes('for queue')) {
    return {
      code: 'event/queue-mismatch',
      message: `The queue at ${where} is there already, with other settings: ${said}.`,
      hint: 'Engawa needs a durable queue. Choose another name for it, or delete the one that is there.',
    }
  }
  if (said.includes('PRECONDITION_FAILED')) {
    return {
      code: 'event/exchange-mismatch',
      message: `The exchange at ${where} is there already, with other settings: ${said}.`,
      hint: 'Engawa needs a durable topic exchange. Choose another name for it, or delete the one that is there.',
    }
  }
  if (said.includes('NOT_FOUND')) {
    return {
      code: 'event/exchange-missing',
      message: `The exchange at ${where} has gone: ${said}.`,
      hint: 'It is made again with the next attempt. Find out who deletes it.',
    }
  }
  if (/certificate|altname|CERT_/i.test(said)) {
    return {
      code: 'event/broker-untrusted',
      message: `The certificate of RabbitMQ at ${where} is not trusted: ${said}.`,
      hint: 'Name the file of its authority in NODE_EXTRA_CA_CERTS, and use the host name that the certificate has.',
    }
  }
  if (/wrong version number|packet length too long|EPROTO/i.test(said)) {
    return {
      code: 'event/broker-no-tls',
      message: `RabbitMQ at ${where} does not speak TLS there: ${said}.`,
      hint: 'Use the port of its TLS listener, usually 5671, or amqp: in place of amqps:.',
    }
  }
  return {
    code: 'event/broker-unreachable',
    message: `RabbitMQ at ${where} can't be reached: ${said}.`,
    hint: 'Start it, or correct its address. Events wait in the outbox until then.',
  }
}

function withoutPassword(text: string, { password }: BrokerAddress): string {
  if (password === '') return text
  return text.replaceAll(password, '***').replaceAll(encodeURIComponent(password), '***')
}
