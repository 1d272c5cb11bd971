import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runBin } from '../process/spawn-bin.js'

interface Certificate {
  readonly file: string
  readonly key: string
  readonly pem: string
}

/** A certificate for 127.0.0.1 that vouches for itself, made for one test and valid for a day. */
export async function makeCertificate(directory: string): Promise<Certificate> {
  const file = join(directory, 'broker.pem')
  const key = join(directory, 'broker.key')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const args = ['req', '-x509', ...curve, ...names, '-days', '1', '-keyout', key, '-out', file]
  const { code, stderr } = await runBin('openssl', args)
  if (code !== 0) throw new Error(`openssl made no certificate: ${stderr}`)
  return { file, key, pem: await readFile(file, 'utf8') }
}

/** Lines of rabbitmq.conf for a listener with TLS that asks no client for a certificate. */
export function tlsLines(port: number, { file, key }: Certificate): string[] {
  return [
    `listeners.ssl.1 = 127.0.0.1:${port}`,
    `ssl_options.cacertfile = ${file}`,
    `ssl_options.certfile = ${file}`,
    `ssl_options.keyfile = ${key}`,
    'ssl_options.verify = verify_none',
  ]
}
