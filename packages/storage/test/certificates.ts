import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A certificate for this machine's own addresses, and the authority that signed it. */
export interface Certificates {
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** The files: `ca.crt`, `tls.crt`, `tls.key`. */
  file(name: string): string
}

/** Made afresh in a folder, so that no key stands in the tree. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=test authority')
  await openssl('req', ...newKey, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=localhost')
  writeFileSync(file('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1')
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names']
  await openssl('x509', '-req', '-in', 'tls.csr', ...signed, '-out', 'tls.crt')
  const read = (name: string) => readFileSync(file(name), 'utf8')
  return { ca: read('ca.crt'), cert: read('tls.crt'), key: read('tls.key'), file }
}
