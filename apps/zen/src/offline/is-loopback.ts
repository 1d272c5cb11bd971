import { exitCodes, UserError } from '@engawa/core'

/** Whether a host is this machine by its name alone: a look-up would be a packet that leaves the machine, too. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** What `--offline` keeps back, said before anything is tried. */
export const offlineRefusal = (what: string): UserError =>
  new UserError(`--offline keeps zen on this machine, and ${what}`, {
    code: 'zen/offline',
    hint: 'Nothing was sent. Leave --offline out, or use what runs here: zen models --offline',
    exitCode: exitCodes.provider,
  })
